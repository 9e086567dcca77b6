import { csv, instant, integer, mapping, msisdn } from '../../ingest/mapping.ts'

interface Row {
  readonly callid: string
  readonly caller_id_number: string
  readonly destination_number: string
  readonly starting_date: string
  readonly duration: string
  readonly billsec: string
  readonly hangup_cause_id: string
}

/** CDR-Stats' import with 25 named columns (CDRImport-*.csv). Times are taken as UTC: the file names no zone. */
export default mapping<Row>({
  name: 'cdrstats_csv',
  format: csv(),
  map: (row) => ({
    contract: 'usage',
    event_id: row.callid,
    service: 'voice',
    started_at: instant(row.starting_date, 'yyyy-MM-dd HH:mm:ss', 'UTC'),
    served_number: row.caller_id_number,
    other_party: msisdn(row.destination_number),
    answered: row.billsec !== '0',
    duration_s: integer(row.billsec),
    elapsed_s: integer(row.duration),
    cause: row.hangup_cause_id,
  }),
})
