import type { Event } from '../../ingest/contracts/index.ts'

/** A plan that sells calls at the prices of the rate deck; the mapping `astpp_rate_deck` brings its prefixes and rates. */
export const astppCatalogue: readonly Event[] = [
  {
    contract: 'catalogue_offering',
    offering_id: 'astpp-a-z',
    name: 'Calls to everywhere',
    type: 'fixed postpaid',
    currency: 'USD',
    tariff_id: 'astpp',
  },
]
