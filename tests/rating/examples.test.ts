import { beforeAll, describe, expect, test } from 'vitest'
import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { type Example, modelExamples } from '../catalogue/example.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { decimalSum } from './decimal_sum.ts'
import { tried } from './trial.ts'

const warehouse = testWarehouse()
/** First digits of a number in each zone of the examples. */
const numbers = { home: '4930123456', far: '4420123456' } as Readonly<Record<string, string>>

const files = modelExamples()
const all = files.flatMap(({ name, catalogue, examples }) =>
  examples.map((example) => ({ ...example, name, plan: `${name}/${example.price}`, tariff: catalogue.tariffs[0]! })),
)

// Every worked example of the catalogue's models, rated by the models themselves in one run; each is a line of its own,
// whose plan has the one price that the example names.
describe('the worked examples cost what they say', () => {
  let answer: Awaited<ReturnType<typeof tried>>

  beforeAll(async () => {
    const plans = [...new Map(all.map((one) => [one.plan, one])).values()]
    const first = files[0]!.catalogue
    const catalogue: Catalogue = {
      ...first,
      zones: files.flatMap((file) => file.catalogue.zones),
      calendars: files.flatMap((file) => file.catalogue.calendars),
      tariffs: plans.map(({ plan, price, tariff }) => ({
        ...tariff,
        id: plan,
        prices: tariff.prices.filter(({ id }) => id === price),
      })),
      offerings: plans.map(({ plan }) => offering(plan)),
    }
    answer = await tried(warehouse, {
      catalogue,
      subscribers: all.map(({ plan, from = '2000-01-01' }, i) => ({
        subscription_id: `S-${i}`,
        offering_id: plan,
        from,
      })),
      usage: all.flatMap((example, i) => uses(example, example.tariff, i)),
      to: '2027-01-01',
    })
  }, 300_000)

  test.each(all.map((example, index) => ({ ...example, index })))(
    '$plan: $quantities $amounts $zone $at $seconds $use costs $cost',
    ({ index, cost }) => {
      const line = `S-${index}`
      const rated = answer.rated.filter(({ subscription_id, model }) => subscription_id === line && model === 'rate')
      const charged = answer.charges.filter(
        ({ subject, period_from }) => subject === line && period_from === '2026-01-01',
      )
      expect(decimalSum([...rated, ...charged].map(({ amount }) => amount))).toBe(cost)
    },
  )
})

function uses(
  example: Example,
  tariff: Catalogue['tariffs'][number],
  index: number,
): Readonly<Record<string, unknown>>[] {
  const line = { subscription_id: `S-${index}` }
  if (example.at !== undefined) {
    const call = { service: 'voice', duration_s: example.seconds, other_party: numbers[example.zone!] }
    return [{ ...line, ...call, started_at: `${example.at}Z` }]
  }
  const { metric } = tariff.prices.find(({ id }) => id === example.price)!
  const quantities = example.quantities?.map((quantity) => ({ quantity }))
  return (example.use ?? quantities ?? example.amounts!.map((amount) => ({ amount }))).map((use, at) => ({
    started_at: new Date(Date.UTC(2026, 0, 5, 0, 0, at)).toISOString(),
    ...use,
    ...line,
    metric,
  }))
}

function offering(id: string) {
  return {
    ...{ id, name: id, currency: 'EUR', tariff: id, line_type: 'mobile postpaid' as const },
    ...{ legal_entity: undefined, tax: undefined, calendar: undefined, maximum_spend: undefined, to: undefined },
    ...{ usage: [], charges: [], allowances: [], discounts: [], balances: [], recharge_bonuses: [], passes: [] },
    minimum_spend: '0',
    from: '2000-01-01T00:00:00.000Z',
  }
}
