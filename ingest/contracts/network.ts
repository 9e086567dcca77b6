import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'

/** One figure of one cell over one interval. */
export const networkMeasurement = contract({
  name: 'network_measurement',
  description:
    'A counter of a cell over an interval: traffic, utilisation, set-up success, drops, throughput, latency.',
  eventTime: 'measured_at',
  identity: ['cell_id', 'metric', 'measured_at'],
  fields: {
    cell_id: field(t.lowCardinality, 'Cell', '262-01-4711-17'),
    metric: field(t.lowCardinality, 'What was measured, with its unit', 'traffic_bytes'),
    measured_at: field(t.instant, 'Start of the interval', '2026-02-03T18:00:00Z'),
    interval_s: field(t.uint32, 'Length of the interval in seconds', '3600', { otherwise: 3600, min: 1 }),
    value: field(t.float64, 'The figure', '1288490188'),
  },
})

/** A cell of the radio network, or an access node. */
export const networkCell = contract({
  name: 'network_cell',
  description: 'A cell or access node and where it stands.',
  eventTime: 'updated_at',
  identity: ['cell_id', 'updated_at'],
  keep: 'last',
  fields: {
    cell_id: field(t.string, 'Cell', '262-01-4711-17'),
    updated_at: field(t.instant, 'Since when this holds', '2026-01-01T00:00:00Z', {
      otherwise: '2000-01-01T00:00:00Z',
    }),
    region: field(t.lowCardinality, 'Region', 'north', { otherwise: 'unknown' }),
    technology: field(t.lowCardinality, '2g, 3g, 4g, 5g, dsl, fiber', '4g', { otherwise: 'unknown' }),
    latitude: field(t.nullable(t.float64), 'Degrees north, WGS 84', '42.366944', { min: -90, max: 90 }),
    longitude: field(t.nullable(t.float64), 'Degrees east, WGS 84', '-71.083611', { min: -180, max: 180 }),
    capacity_bps: field(t.nullable(t.uint64), 'Bits a second it can carry', '150000000'),
  },
})

/** A mobile network by its codes (ITU-T E.212). The pair of codes is not unique: codes are shared and reused. */
export const networkOperator = contract({
  name: 'network_operator',
  description: 'A mobile network and its codes (E.212). The pair of codes is not a key: codes are shared and reused.',
  eventTime: 'updated_at',
  identity: ['mcc', 'mnc', 'country_code', 'operator', 'updated_at'],
  keep: 'last',
  fields: {
    mcc: field(t.lowCardinality, 'Mobile country code', '639', { pattern: /^\d{3}$/, shape: 'three digits' }),
    mnc: field(t.nullable(t.lowCardinality), 'Mobile network code; its leading zero means something', '02', {
      pattern: /^\d{2,3}$/,
      shape: 'two or three digits',
    }),
    updated_at: field(t.instant, 'Since when this holds', '2026-01-01T00:00:00Z', {
      otherwise: '2000-01-01T00:00:00Z',
    }),
    country: field(t.nullable(t.lowCardinality), 'Country name', 'Kenya'),
    country_code: field(t.nullable(t.lowCardinality), 'ISO 3166 code, with parts of countries', 'KE'),
    brand: field(t.nullable(t.string), 'Brand', 'Safaricom'),
    operator: field(t.nullable(t.string), 'Operator', 'Safaricom Limited'),
    status: field(t.lowCardinality, 'Operational, Not operational, Planned, ...', 'Operational', {
      otherwise: 'Unknown',
    }),
    bands: field(t.nullable(t.string), 'Frequency bands', 'GSM 900 / LTE 800'),
  },
})
