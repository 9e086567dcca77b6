import type { Event } from '../contracts/index.ts'
import type { Catalogue } from './catalogue.ts'
import { catalogueEvents } from './events.ts'

/** What of a catalogue is loaded and shown, and not charged by the models yet, with how many rows say it. */
export interface Uncharged {
  readonly feature: string
  readonly rows: number
}

const wholeContracts: Readonly<Partial<Record<Event['contract'], string>>> = {
  catalogue_allowance: 'allowances',
  catalogue_balance: 'prepaid balances',
  catalogue_top_up: 'bonuses of recharges',
  catalogue_network: 'zones of networks',
  catalogue_price_filter: 'prices by property',
  catalogue_tier: 'tiers',
}

/** Features of a catalogue that the models would leave out: a bill of them would be wrong. */
export function unchargedFeatures(catalogue: Catalogue): readonly Uncharged[] {
  const counts = new Map<string, number>()
  for (const event of catalogueEvents(catalogue)) {
    for (const feature of featuresOf(event)) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  return [...counts].map(([feature, rows]) => ({ feature, rows }))
}

function featuresOf(event: Event): readonly string[] {
  const whole = wholeContracts[event.contract]
  if (whole !== undefined) return [whole]
  const given = event as Readonly<Record<string, unknown>>
  const when = (condition: boolean, feature: string) => (condition ? [feature] : [])
  const isSet = (field: string) => given[field] !== undefined && given[field] !== null && Number(given[field]) !== 0
  switch (event.contract) {
    case 'catalogue_rate':
      return [
        ...when(isSet('after_units'), 'slots'),
        ...when(given.holiday === true, 'holidays'),
        ...when(Number(given.weight ?? 0) > 1, 'weights of bands'),
        ...when(given.service === 'metered', 'prices of metrics'),
      ]
    case 'catalogue_price':
      return [
        ...when(given.model !== 'rate', 'quantity models'),
        ...when(isSet('minimum_quantity'), 'minimum quantities'),
        ...when(given.whole_call_by_start === true, 'calls priced by their start'),
        ...when(isSet('maximum_cost'), 'maximum costs'),
        ...when(given.conversion_operation !== 'none', 'unit conversions'),
        ...when(isSet('minimum_spend') || isSet('maximum_spend'), 'minimum and maximum spend'),
        ...when(given.rounding !== 'half_up' || given.rounding_of !== 'event', 'rounding other than half up by event'),
      ]
    case 'catalogue_charge':
      return [
        ...when(given.kind === 'deposit', 'deposits'),
        ...when(given.kind === 'late_fee', 'late fees (they come as adjustments)'),
      ]
    default:
      return []
  }
}
