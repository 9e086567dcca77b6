import { csv, instant, integer, mapping } from '../../ingest/mapping.ts'

interface Row {
  readonly caller_number: string
  readonly destination_number: string
  readonly duration: string
  readonly billsec: string
  readonly hangup_cause: string
  readonly uuid: string
  readonly started: string
}

/** FreeSWITCH-like records without a header, blanks after the commas (CDR-Stats, import_cdr_100.txt). */
export default mapping<Row>({
  name: 'cdrstats_text',
  format: csv({
    delimiter: ',',
    trim: true,
    columns: [
      'caller_number',
      'caller_name',
      'destination_number',
      'duration',
      'billsec',
      'hangup_cause',
      'uuid',
      'started',
    ],
  }),
  map: (row) => ({
    contract: 'usage',
    event_id: row.uuid,
    service: 'voice',
    started_at: instant(row.started, 'epoch s'),
    served_number: row.caller_number,
    other_party: row.destination_number,
    // Charged are the seconds after the answer; the whole lasts longer.
    answered: row.billsec !== '0',
    duration_s: integer(row.billsec),
    elapsed_s: integer(row.duration),
    cause: row.hangup_cause,
  }),
})
