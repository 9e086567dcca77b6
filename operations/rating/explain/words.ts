import { coveredWords, paidWords } from './balance-words.ts'
import type { PeriodFacts, UseFacts } from './facts.ts'
import { counted, day, measured } from './units.ts'

const roundings: Readonly<Record<string, string>> = {
  half_up: 'half up',
  half_even: 'half to even',
  half_down: 'half down',
  up: 'up',
  down: 'down',
}
/** Upper bound by which the models say that there is none. */
const BOUNDLESS = /^9{18,}/

/** How a rated use came about, a sentence a step, in the order of the calculation. */
export function ratedWords(use: UseFacts): string[] {
  return [
    ...whoAndWhat(use),
    ...plan(use),
    ...(use.chargeable ? priced(use) : ['It is no originating, answered use: it costs nothing.']),
    `It costs ${use.amount} ${use.currency}${use.tax_included === null || use.stated ? '' : use.tax_included ? ', tax included' : ' without tax'}${use.period?.kind === 'charge' ? ' by itself; the period’s charge is above' : ''}.`,
    ...paidWords(use),
  ]
}

function whoAndWhat(use: UseFacts): string[] {
  const local = use.local_started_at === null ? '' : `, ${use.local_started_at} on its own clock`
  const what = use.service === 'metered' ? use.quantity : measured(use, use.quantity)
  const of = use.service === 'metered' ? use.metric : use.service
  return [
    `${use.subscription_id ?? 'An unknown line'} used ${what} of ${of} at ${day(use.started_at)}${local}.`,
    ...destination(use),
  ]
}

function destination(use: UseFacts): string[] {
  if (use.zone === null) {
    return use.other_party === null ? [] : [`${use.other_party} is in no zone of the tariff: rates of any zone hold.`]
  }
  if (use.roaming && use.prefix === null && use.visited_network !== null) {
    return [`It roamed in network ${use.visited_network}, which is in zone ${use.zone}.`]
  }
  const number = use.other_party === null ? 'The other number' : use.other_party
  return [
    use.prefix === null
      ? `${number} belongs to an operator of zone ${use.zone}.`
      : `${number} is in zone ${use.zone}: ${use.prefix} is the longest prefix that fits.`,
  ]
}

function plan(use: UseFacts): string[] {
  if (use.offering_id === null) return []
  const named = use.offering === null || use.offering === use.offering_id ? '' : ` (${use.offering})`
  const since = use.plan_from === null ? '' : ` since ${day(use.plan_from)}`
  return [`Its plan is ${use.offering_id}${named}${since}, with tariff ${use.tariff_id ?? 'none'}.`]
}

function priced(use: UseFacts): string[] {
  if (use.stated && use.service !== 'metered') return [`Its source states what it costs: that is due.`]
  const name = use.price_name ? ` (${use.price_name})` : ''
  const since = use.price_from === null ? '' : `, as it is since ${day(use.price_from)}`
  if (use.price_id === null) return ['Nothing is due for it.']
  const asks = use.asks.length > 0 ? `, which is for ${use.asks.join(' and ')}` : ''
  const price = `${use.price_id === '' ? 'its price' : `price ${use.price_id}`}${name}${since}${asks}`
  if (use.model !== 'rate')
    return [`By ${price}, what is used is charged by the period.`, ...period(use), ...coveredWords(use)]
  return [
    ...(use.markup === null ? [`By ${price}: ${rates(use)}.`] : markedUp(use, price)),
    ...increments(use),
    ...(use.parts.length > 0 ? [`Cut where band or slot changes: ${parts(use)}.`] : []),
    ...coveredWords(use),
    ...fee(use),
    ...maximum(use),
    ...(use.rounding === null || use.rounding === 'none' || use.decimals === null
      ? []
      : [`Rounded ${roundings[use.rounding] ?? use.rounding} to ${use.decimals} decimals, once.`]),
    ...period(use),
  ]
}

function rates(use: UseFacts): string {
  const band = use.band === null || use.band === '*' ? 'at any time' : `in band ${use.band}`
  return `${band} ${use.rate} ${use.currency} for ${measured(use, use.per_units ?? '1')}`
}

function markedUp(use: UseFacts, price: string): string[] {
  const charge = `${use.stated_amount} ${use.stated_currency ?? use.currency}`
  const source = use.exchange_source ? ` by ${use.exchange_source}` : ''
  const changed =
    use.exchange_rate === null || use.exchange_rate === '1'
      ? ''
      : ` At the exchange rate then${source}, 1 ${use.stated_currency} = ${use.exchange_rate} ${use.currency}.`
  const beside = use.rate === null || use.rate === '0' ? [] : [`Beside it, ${rates(use)}.`]
  return [
    `By ${price}: the source charged ${charge}, to which ${use.markup} % are added.${changed} That makes ${use.marked_amount} ${use.currency}.`,
    ...beside,
  ]
}

function increments(use: UseFacts): string[] {
  const minimum =
    use.minimum_quantity !== null && use.minimum_quantity !== '0' ? ` of at least ${use.minimum_quantity}` : ''
  const charged = `${counted(use, use.charged_quantity)} charged`
  if (use.first_increment === null || (use.first_increment === '1' && use.next_increment === '1' && minimum === '')) {
    return use.charged_quantity === use.quantity ? [] : [`${charged}.`]
  }
  const words =
    use.first_increment === use.next_increment
      ? `increments of ${use.first_increment}`
      : `a first increment of ${use.first_increment}, then increments of ${use.next_increment}`
  const ended = use.granted_quantity === use.quantity ? '' : ` The maximum cost ends it after ${use.granted_quantity}.`
  return [`In ${words}${minimum}, ${charged}.${ended}`]
}

function parts(use: UseFacts): string {
  return use.parts
    .map((part) => {
      const slot = part.after === '0' ? '' : `, slot from ${part.after} on`
      const fee = part.fee === '0' ? '' : ` and ${part.fee} for the slot`
      return `from ${part.from} on ${measured(use, part.quantity)} at ${part.rate} for ${part.per_units} (${part.band === '*' ? 'any time' : part.band}${slot})${fee}`
    })
    .join('; ')
}

function fee(use: UseFacts): string[] {
  if (use.connect_fee === null || use.connect_fee === '0') return []
  const waived = use.covered_quantity === use.charged_quantity && use.connect_fee_when_covered === false
  return [
    waived
      ? `The connect fee of ${use.connect_fee} is waived: allowances cover the whole use.`
      : `The connect fee is ${use.connect_fee}.`,
  ]
}

function maximum(use: UseFacts): string[] {
  if (use.maximum_cost === null) return []
  return [`It costs at most ${use.maximum_cost}${use.maximum_cost_then === 'disconnect' ? ', and ends there' : ''}.`]
}

function period(use: UseFacts): string[] {
  const held = use.period
  if (held === null) return []
  const charged =
    held.charged_quantity === held.quantity
      ? ''
      : `, of which ${held.charged_quantity} are charged (converted, less ${held.free_units} free)`
  const words = [
    `From ${held.from} to ${held.to} (not included) ${held.subject} has ${held.quantity} in ${held.events} ${held.events === '1' ? 'use' : 'uses'} by ${held.aggregation}, this one with ${held.units}${charged}.`,
  ]
  if (use.model !== 'rate') words.push(`${modelWords(use, held)} makes ${held.model_amount} ${use.currency}.`)
  if (held.minimum_spend !== '0') words.push(`At least ${held.minimum_spend} are due.`)
  if (held.maximum_spend !== null) words.push(`At most ${held.maximum_spend} are due.`)
  words.push(
    held.kind === 'charge'
      ? `The period is charged ${held.amount} ${use.currency}.`
      : `To the sum of its uses the period adds ${held.amount} ${use.currency}.`,
  )
  return words
}

function modelWords(use: UseFacts, held: PeriodFacts): string {
  const tiers = held.tiers.map((tier) => {
    const to = BOUNDLESS.test(tier.up_to) ? 'without end' : `to ${tier.up_to}`
    const rate = tier.percentage === '0' ? `${tier.amount} for ${tier.per}` : `${tier.percentage} %`
    return `above ${tier.above} ${to} ${rate}${tier.flat_fee === '0' ? '' : ` + ${tier.flat_fee}`}`
  })
  switch (use.model) {
    case 'per_unit':
      return `Each at ${held.price_amount}`
    case 'package':
      return `Each started package of ${held.package_size} at ${held.price_amount}`
    case 'percentage':
      return `${held.percentage} % of each use, this one ${held.event_cost},`
    case 'stated':
      return 'The sum of what the uses state'
    default:
      return `The model ${use.model} with tiers ${tiers.join('; ')}`
  }
}
