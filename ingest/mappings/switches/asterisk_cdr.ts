import { dialled } from '../dialled.ts'
import { csv } from '../format.ts'
import { FieldError, type Mapping, mapping } from '../mapping.ts'
import { integer } from '../number.ts'
import { lineOf, type SwitchOptions, stamp } from './switch_options.ts'

/**
 * Columns that every Master.csv has; behind them come `uniqueid`, `userfield` and the newer ones, each as cdr.conf switches it on.
 */
const COLUMNS = [
  'accountcode',
  'src',
  'dst',
  'dcontext',
  'clid',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
] as const

type Call = Readonly<Record<(typeof COLUMNS)[number], string>>

/** An id that Asterisk gives a channel: the system's name, seconds since 1970, a number. */
const UNIQUE_ID = /^(.*-)?\d{9,11}\.\d+$/

const DISPOSITIONS = ['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION']

/**
 * Call records of Asterisk's cdr_csv (Master.csv): `asteriskCdr({ zone: 'Europe/Dublin', country: 'IE' })`. A call begins when it
 * is answered, and is charged for `billsec`.
 */
export function asteriskCdr(options: SwitchOptions = {}): Mapping {
  const { name = 'asterisk_cdr', zone = 'UTC', country } = options
  return mapping({
    name,
    format: csv({ header: false, delimiter: ',' }),
    map(row) {
      const fields = Object.values(row)
      if (fields.length < COLUMNS.length) throw new FieldError(`${COLUMNS.length} columns at least`, fields.length)
      const call = Object.fromEntries(COLUMNS.map((column, i) => [column, fields[i]!])) as Call
      const disposition = call.disposition.toUpperCase()
      if (!DISPOSITIONS.includes(disposition)) {
        throw new FieldError(`one of ${DISPOSITIONS.join(', ')}`, call.disposition, 'disposition')
      }
      const answered = disposition === 'ANSWERED'
      const started = (answered ? stamp(call.answer, zone) : undefined) ?? stamp(call.start, zone)
      if (started === undefined) throw new FieldError('when the call began', call.start, 'start')
      return {
        contract: 'usage',
        event_id: eventId(fields.slice(COLUMNS.length), call) ?? null,
        service: 'voice',
        started_at: started,
        ...lineOf(dialled(call.src, country), call.accountcode, options),
        other_party: dialled(call.dst, country) ?? null,
        answered,
        // An attempt that was busy or failed may have rung, but nothing of it is charged.
        duration_s: answered ? integer(call.billsec || '0') : 0,
        elapsed_s: call.duration ? integer(call.duration) : null,
        cause: disposition,
      }
    },
  })
}

/** A channel may have several records, after a transfer or a fork: its id alone would make duplicates of them. */
function eventId(more: readonly string[], call: Call): string | undefined {
  const unique = more.find((text) => UNIQUE_ID.test(text))
  return unique === undefined ? undefined : [unique, call.start, call.dstchannel].join('/')
}

/** Files of a switch whose clock is UTC. */
export const asteriskCdrUtc = asteriskCdr()
