import type { ReadPrice } from './price.ts'
import { unitOf } from './unit.ts'

const unitsOf = { voice: 'seconds', sms: 'messages', mms: 'messages', data: 'bytes' } as const

interface Altered {
  readonly allowances: readonly object[]
  readonly discounts: readonly object[]
  /** Charges made once beside recurring ones. */
  readonly fees: readonly {
    readonly price: ReadPrice
    readonly id: string
    readonly name: string
    readonly amount: string
  }[]
}

/** What a catalogue calls things, and who hears of what has no place in it. */
interface Naming {
  /** The identifier of a price or alteration, by its name. */
  readonly ids: (of: object, name: string) => string
  readonly note: (reason: string) => void
}

/** What the alterations of prices become. The fee of a service’s use is in its rate. */
export function altered(prices: readonly ReadPrice[], { ids, note }: Naming): Altered {
  const allowances: object[] = []
  const discounts: object[] = []
  const fees: Altered['fees'][number][] = []
  for (const price of prices) {
    const { count, unit: every } = price.every
    for (const alteration of price.alterations) {
      const { name } = alteration
      if (alteration.is === 'percentage') {
        const { percentage, cycles } = alteration
        const of = ids(price, price.id)
        discounts.push({
          id: ids(alteration, name),
          name,
          percentage,
          on: 'price',
          prices: [of],
          ...(cycles === undefined ? {} : { cycles }),
        })
      } else if (alteration.is === 'fee') {
        const unit = unitOf(price.unit.name)
        if (price.type !== 'usage') fees.push({ price, id: ids(alteration, name), name, amount: alteration.amount })
        else if (unit.service === undefined) note(`${name}: a fee of each use of a metric has no place; it is left out`)
      } else if (price.type === 'usage' || (price.type === 'recurring' && (count !== 1 || every === 'year'))) {
        note(`${name}: units are given once, or every month, week or day; it is left out`)
      } else if (!/^\d+$/.test(alteration.unit.amount)) {
        note(`${name}: expected whole units, got ${alteration.unit.amount}; it is left out`)
      } else {
        const unit = unitOf(alteration.unit.name)
        const amount = String(BigInt(unit.per) * BigInt(alteration.unit.amount))
        const period = price.type === 'once' ? 'once' : every === 'month' ? 'cycle' : every
        const of = unit.service === undefined ? 'units' : unitsOf[unit.service]
        allowances.push({
          id: ids(alteration, name),
          name,
          unit: of,
          amount,
          services: [unit.service ?? unit.metric],
          period,
        })
      }
    }
  }
  return { allowances, discounts, fees }
}
