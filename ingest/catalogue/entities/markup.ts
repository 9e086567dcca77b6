import type { RecordRule } from '../schema/shape.ts'
import type { UsageRate } from './usage_rate.ts'

type Price = Readonly<Record<string, unknown>>

const ratesOf = (price: Price) => (price.rates ?? []) as readonly UsageRate[]
const markedUp = ({ markup }: UsageRate) => markup !== undefined

/** What a metric's events are about is no charge of a partner: `percentage` and `stated` price it. */
export function onlyServicesAreMarkedUp(price: Price): ReturnType<RecordRule> {
  if (price.service !== undefined) return undefined
  const index = ratesOf(price).findIndex(markedUp)
  if (index >= 0)
    return { member: `rates[${index}].markup`, expected: 'no markup for a metric: model percentage or stated' }
  if (price.stated_amount !== 'ignored') return undefined
  return {
    member: 'stated_amount',
    expected: 'no stated_amount for a metric: what is stated of it is never due by itself',
  }
}

/** What is ignored cannot be marked up. */
export function whatIsMarkedUpIsDue(price: Price): ReturnType<RecordRule> {
  const index = ratesOf(price).findIndex(markedUp)
  if (index < 0 || price.stated_amount !== 'ignored') return undefined
  return { member: 'stated_amount', expected: `due, for rates[${index}] marks it up` }
}

/** Only what is marked up is changed into the plan's currency. */
export function exchangesWhatIsMarkedUp(price: Price): ReturnType<RecordRule> {
  if (!price.exchange_source || price.rates_file !== undefined || ratesOf(price).some(markedUp)) return undefined
  return {
    member: 'exchange_source',
    expected: 'a rate with a markup beside it: nothing else is changed by exchange rates',
  }
}

/** The partner has charged for all of the use: nothing can end it. */
export function markedUpUseIsNotEnded(price: Price): ReturnType<RecordRule> {
  const index = ratesOf(price).findIndex(
    (rate) => markedUp(rate) && (rate.maximum_cost_then ?? price.maximum_cost_then) === 'disconnect',
  )
  if (index < 0) return undefined
  const own = ratesOf(price)[index]!.maximum_cost_then !== undefined
  const member = own ? `rates[${index}].maximum_cost_then` : 'maximum_cost_then'
  return { member, expected: `free, for rates[${index}] marks up what the partner has charged for all of the use` }
}
