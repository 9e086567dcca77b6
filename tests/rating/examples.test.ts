import { describe, expect, test } from 'vitest'
import { modelExamples } from '../catalogue/example.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { tried } from './trial.ts'

const warehouse = testWarehouse()
/** First digits of a number in each zone of the examples. */
const numbers = { home: '4930123456', far: '4420123456' } as Readonly<Record<string, string>>

// Every worked example of the catalogue's models, rated by the models themselves; each is a line of its own, whose plan
// has the one price that the example names.
describe.each(modelExamples())('the worked examples of $name', ({ catalogue, examples }) => {
  test('cost what they say', async () => {
    const tariff = catalogue.tariffs[0]!
    const ids = [...new Set(examples.map(({ price }) => price))]
    const one = {
      ...catalogue,
      tariffs: ids.map((id) => ({ ...tariff, id, prices: tariff.prices.filter((price) => price.id === id) })),
      offerings: ids.map((id) => offering(id)),
    }
    const answer = await tried(warehouse, {
      catalogue: one,
      subscribers: examples.map(({ price }, i) => ({ subscription_id: `S-${i}`, offering_id: price })),
      usage: examples.flatMap((example, i): Readonly<Record<string, unknown>>[] => {
        const line = { subscription_id: `S-${i}` }
        if (example.at !== undefined) {
          const call = { service: 'voice', duration_s: example.seconds, other_party: numbers[example.zone!] }
          return [{ ...line, ...call, started_at: `${example.at}Z` }]
        }
        const { metric } = tariff.prices.find(({ id }) => id === example.price)!
        return (example.quantities ?? example.amounts!).map((value, at) => ({
          ...line,
          metric,
          started_at: new Date(Date.UTC(2026, 0, 5, 0, 0, at)).toISOString(),
          ...(example.amounts ? { amount: value } : { quantity: value }),
        }))
      }),
      to: examples.some(({ at }) => at !== undefined) ? '2027-01-01' : '2026-02-01',
    })
    expect(answer.rejected).toEqual([])
    const costs = examples.map((_, i) => {
      const rated = answer.rated.filter((line) => line.subscription_id === `S-${i}`)
      const charged = answer.charges.filter((line) => line.subject === `S-${i}`)
      return charged[0]?.amount ?? rated.find(({ model }) => model === 'rate')?.amount ?? '0'
    })
    expect(costs).toEqual(examples.map(({ cost }) => cost))
  })
})

function offering(id: string) {
  return {
    ...{ id, name: id, currency: 'EUR', tariff: id, line_type: 'mobile postpaid' as const },
    ...{ legal_entity: undefined, tax: undefined, calendar: undefined, maximum_spend: undefined, to: undefined },
    ...{ usage: [], charges: [], allowances: [], discounts: [], balances: [], recharge_bonuses: [], passes: [] },
    minimum_spend: '0',
    from: '2000-01-01T00:00:00.000Z',
  }
}
