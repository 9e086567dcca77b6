import type { TakenFacts } from './balance-facts.ts'
import type { UseFacts } from './facts.ts'
import { counted } from './units.ts'

/** What allowances and balances of units gave for a use, and what was refused. */
export function coveredWords(use: UseFacts): string[] {
  const units = use.balances.filter(({ unit, driven_by }) => unit !== 'money' && driven_by === 'rating')
  const allowances = [...use.allowances]
  for (const { balance, unit, of_deposits } of units) {
    for (const of of of_deposits) {
      const at = allowances.findIndex((one) => one.allowance === balance && one.unit === unit && one.taken === of)
      if (at >= 0) allowances.splice(at, 1)
    }
  }
  const taken = [
    ...allowances.map((one) => `${amount({ ...one, currency: use.currency })} of ${one.allowance}`),
    ...units.map((held) => `${amount(held)} of ${named(use, held)}`),
  ]
  const givers = [allowances.length > 0 && 'allowances', units.length > 0 && 'prepaid balances']
    .filter(Boolean)
    .join(' and ')
  const gave = `${givers.slice(0, 1).toUpperCase()}${givers.slice(1)} gave`
  const took =
    taken.length === 0
      ? []
      : [`${gave} ${listed(taken)}: ${counted(use, use.covered_quantity)} covered.`, ...ownCost(use)]
  return use.refused_quantity === '0'
    ? took
    : [...took, `An allowance that blocks refuses the last ${use.refused_quantity}.`]
}

const ownCost = ({ covered_cost, currency }: UseFacts): string[] =>
  covered_cost === null ? [] : [`By the rate of what covers them they cost ${covered_cost} ${currency}.`]

/** From which prepaid balances the money of a use came, and what none of them had. */
export function paidWords(use: UseFacts): string[] {
  const money = use.balances.filter(({ unit, driven_by }) => unit === 'money' || driven_by === 'charging system')
  const taken = money
    .filter(({ taken }) => !taken.startsWith('-'))
    .map((one) => `${amount(one)} from ${named(use, one)}`)
  const back = money
    .filter(({ taken }) => taken.startsWith('-'))
    .map((one) => `${amount({ ...one, taken: one.taken.slice(1) })} back to ${named(use, one)}`)
  const by = money.some(({ driven_by }) => driven_by === 'charging system')
    ? 'The charging system took'
    : 'It is paid with'
  return [
    ...(taken.length === 0 ? [] : [`${by} ${listed(taken)}.`]),
    ...(back.length === 0 ? [] : [`The charging system gave ${listed(back)}.`]),
    ...unpaid(use, taken.length > 0),
  ]
}

function unpaid(use: UseFacts, paid: boolean): string[] {
  if (use.unpaid === null) return []
  const { unpaid, refused } = use.unpaid
  return [
    ...(unpaid === '0'
      ? []
      : [`No balance had the ${paid ? 'other ' : ''}${unpaid} ${use.currency}: they are unpaid.`]),
    ...(refused === '0' ? [] : [`A balance that blocks refused ${refused} ${use.currency} of it.`]),
  ]
}

const amount = ({ taken, unit, currency }: Pick<TakenFacts, 'taken' | 'unit' | 'currency'>) =>
  `${taken} ${unit === 'money' ? currency : taken === '1' ? unit.replace(/s$/, '') : unit}`

const named = ({ subscription_id }: UseFacts, held: TakenFacts) =>
  `balance ${held.balance}${held.subscription_id === subscription_id ? '' : ` of ${held.subscription_id}`}`

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
