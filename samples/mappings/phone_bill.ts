import { csv, decimal, FieldError, instant, integer, mapping } from '../../ingest/mapping.ts'

interface Row {
  readonly date: string
  readonly duration: string
  readonly item: string
  readonly network: string
  readonly network_type: string
}

/** Written by a phone, then saved again in part by a spreadsheet: two formats in one column. */
const DATES = ['dd/MM/yy HH:mm', 'd/M/yyyy H:mm']

/**
 * The itemised bill of one Irish mobile line (phone_data.csv). `duration` is seconds for a call, messages for an sms and
 * megabytes (10^6 bytes) for data; only the other party's network is known. Lines without an id: two equal ones are two uses.
 */
export default mapping<Row>({
  name: 'phone_bill',
  format: csv(),
  map({ date, duration, item, network, network_type: networkType }) {
    const use = {
      contract: 'usage',
      subscription_id: 'phone_bill',
      started_at: instant(date, DATES, 'Europe/Dublin'),
      other_network: network,
      service_name: networkType,
    } as const
    switch (item) {
      case 'call':
        return { ...use, service: 'voice', duration_s: integer(duration) }
      case 'sms':
        return { ...use, service: 'sms', messages: integer(duration) }
      case 'data':
        return { ...use, service: 'data', bytes_down: bytesOf(duration) }
      default:
        throw new FieldError('call, sms or data', item, 'item')
    }
  },
})

/** Megabytes to bytes without a float: the decimal point moves six places. */
function bytesOf(megabytes: string): bigint {
  const [whole = '', fraction = ''] = decimal(megabytes).split('.')
  if (fraction.length > 6) throw new FieldError('megabytes of whole bytes', megabytes, 'duration')
  return BigInt(whole + fraction.padEnd(6, '0'))
}
