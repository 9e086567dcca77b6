import { dialled } from '../dialled.ts'
import { csv } from '../format.ts'
import { FieldError, type Mapping, mapping } from '../mapping.ts'
import { integer } from '../number.ts'
import { hangupCause } from './hangup_cause.ts'
import { lineOf, type SwitchOptions, stamp } from './switch_options.ts'

/** Columns of the template `example`, with which mod_cdr_csv comes; its files have no header, and older ones no codecs. */
const COLUMNS = [
  'caller_id_name',
  'caller_id_number',
  'destination_number',
  'context',
  'start_stamp',
  'answer_stamp',
  'end_stamp',
  'duration',
  'billsec',
  'hangup_cause',
  'uuid',
  'bleg_uuid',
  'accountcode',
  'read_codec',
  'write_codec',
]

/** Columns up to the account code. */
const LEAST = 13

/**
 * Call records of FreeSWITCH's mod_cdr_csv: `freeswitchCdr({ zone: 'Europe/Dublin', country: 'IE' })`. `columns` are those of
 * another template, by the names of the variables in it. A call begins when it is answered, and is charged for `billsec`.
 */
export function freeswitchCdr(options: SwitchOptions & { readonly columns?: readonly string[] } = {}): Mapping {
  const { name = 'freeswitch_cdr', zone = 'UTC', country, columns } = options
  return mapping({
    name,
    format: csv(columns ? { columns, delimiter: ',' } : { header: false, delimiter: ',' }),
    map(record) {
      const row = columns ? record : templateRow(record)
      const started = stamp(row.answer_stamp, zone) ?? stamp(row.start_stamp, zone)
      if (started === undefined) throw new FieldError('when the call began', row.start_stamp, 'start_stamp')
      return {
        contract: 'usage',
        event_id: row.uuid ?? null,
        service: 'voice',
        started_at: started,
        ...lineOf(dialled(row.caller_id_number, country), row.accountcode, options),
        other_party: dialled(row.destination_number, country) ?? null,
        answered: Boolean(row.answer_stamp),
        duration_s: integer(row.billsec || '0'),
        elapsed_s: row.duration ? integer(row.duration) : null,
        cause: hangupCause(row.hangup_cause ?? '') ?? null,
      }
    },
  })
}

function templateRow(record: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  const fields = Object.values(record)
  if (fields.length < LEAST) throw new FieldError(`${LEAST} columns at least`, fields.length)
  return Object.fromEntries(COLUMNS.map((column, i) => [column, fields[i]]))
}

/** Files of a switch whose clock is UTC. */
export const freeswitchCdrUtc = freeswitchCdr()
