import { csv, mapping } from '../../ingest/mapping.ts'

interface Row {
  readonly antenna_id: string
  readonly latitude: string
  readonly longitude: string
}

/** Antennas of bandicoot's records. */
export default mapping<Row>({
  name: 'bandicoot_antennas',
  format: csv(),
  map: (row) => ({
    contract: 'network_cell',
    cell_id: row.antenna_id,
    latitude: row.latitude,
    longitude: row.longitude,
  }),
})
