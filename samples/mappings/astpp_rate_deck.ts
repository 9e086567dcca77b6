import { csv, decimal, FieldError, integer, mapping } from '../../ingest/mapping.ts'

interface Row {
  readonly prefix: string
  readonly destination: string
  readonly connect_fee: string
  readonly included_seconds: string
  readonly rate_per_minute: string
  readonly increment_seconds: string
}

/**
 * A wholesale rate deck (ASTPP's A-Z deck): every prefix is a zone of its own, because destinations with one name have
 * several prices. The deck holds one prefix twice, at one price; the catalogue keeps one of them.
 */
export default mapping<Row>({
  name: 'astpp_rate_deck',
  format: csv(),
  map(row) {
    if (row.included_seconds !== '0') throw new FieldError('0', row.included_seconds, 'included_seconds')
    return [
      { contract: 'catalogue_prefix', tariff_id: 'astpp', prefix: row.prefix, zone: row.prefix, name: row.destination },
      {
        contract: 'catalogue_rate',
        tariff_id: 'astpp',
        service: 'voice',
        zone: row.prefix,
        connect_fee: decimal(row.connect_fee),
        rate: decimal(row.rate_per_minute),
        per_units: 60,
        first_increment: integer(row.increment_seconds),
        next_increment: integer(row.increment_seconds),
      },
    ]
  },
})
