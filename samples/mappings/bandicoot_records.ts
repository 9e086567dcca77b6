import { basename } from 'node:path'
import { csv, FieldError, instant, integer, mapping } from '../../ingest/mapping.ts'

interface Row {
  readonly interaction: string
  readonly direction: string
  readonly correspondent_id: string
  readonly datetime: string
  readonly call_duration: string
  readonly antenna_id: string
}

/** Records of MIT's bandicoot toolbox: one file is one line, named by the file. Antennas are around Boston. */
export default mapping<Row>({
  name: 'bandicoot_records',
  format: csv(),
  map(row, { file }) {
    const use = {
      contract: 'usage',
      subscription_id: basename(file).replace(/\.csv(\.gz)?$/, ''),
      direction: row.direction === 'in' ? 'terminating' : 'originating',
      started_at: instant(row.datetime, 'yyyy-MM-dd HH:mm:ss', 'America/New_York'),
      other_party: row.correspondent_id,
      cell_id: row.antenna_id,
    } as const
    if (row.interaction === 'call') return { ...use, service: 'voice', duration_s: integer(row.call_duration) }
    if (row.interaction === 'text') return { ...use, service: 'sms', messages: 1 }
    throw new FieldError('call or text', row.interaction, 'interaction')
  },
})
