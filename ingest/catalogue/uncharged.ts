import type { Event } from '../contracts/index.ts'
import type { Catalogue } from './catalogue.ts'
import { catalogueEvents } from './events.ts'

/** What of a catalogue is loaded and shown, and not charged by the models yet, with how many rows say it. */
export interface Uncharged {
  readonly feature: string
  readonly rows: number
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
  const given = event as Readonly<Record<string, unknown>>
  if (event.contract !== 'catalogue_charge') return []
  return given.kind === 'late_fee' ? ['late fees (they come as adjustments)'] : []
}
