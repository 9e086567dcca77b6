import type { Event } from '../../ingest/contracts/index.ts'

/** Numbers that the mapping `churn_bigml` has its customers call: both are reserved for fiction. */
export const churnBigmlNumbers = { domestic: '12025550100', international: '442079460000' } as const

/**
 * The tariff behind the charges of churn-bigml-80.csv, which the file does not state: it follows from them. Prices a
 * minute, by the second, each call rounded half up to cents. The hours of the bands are ours: day 8 to 17, evening 17
 * to 22, night 22 to 8, on every day of the week.
 */
export const churnBigmlCatalogue: readonly Event[] = [
  {
    contract: 'catalogue_offering',
    offering_id: 'churn-bigml',
    name: 'Minutes by the second',
    type: 'fixed postpaid',
    currency: 'USD',
    tariff_id: 'churn-bigml',
  },
  { contract: 'catalogue_prefix', tariff_id: 'churn-bigml', prefix: '1', zone: 'domestic', name: 'North America' },
  { contract: 'catalogue_prefix', tariff_id: 'churn-bigml', prefix: '44', zone: 'international', name: 'Abroad' },
  // The file has the minutes of each band as a sum: one call of that band, however long it is.
  {
    contract: 'catalogue_price',
    tariff_id: 'churn-bigml',
    price_id: 'calls',
    service: 'voice',
    model: 'rate',
    whole_call_by_start: true,
    decimals: 2,
  },
  band('domestic', 480, 1020, '0.17'),
  band('domestic', 1020, 1320, '0.085'),
  band('domestic', 1320, 1440, '0.045'),
  band('domestic', 0, 480, '0.045'),
  band('international', 0, 1440, '0.27'),
]

function band(zone: string, fromMinute: number, toMinute: number, rate: string): Event {
  return {
    contract: 'catalogue_rate',
    tariff_id: 'churn-bigml',
    price_id: 'calls',
    service: 'voice',
    zone,
    from_minute: fromMinute,
    to_minute: toMinute,
    rate,
    per_units: 60,
    first_increment: 1,
    next_increment: 1,
    decimals: 2,
  }
}
