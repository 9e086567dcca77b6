import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import { catalogueOf } from '../../catalogue/catalogue-of.ts'
import type { LineRecord } from '../evaluator/line.ts'
import type { Use } from '../evaluator/rate.ts'

/** Parts of a catalogue file as they are written: what is left out has its default. */
export type Written = Readonly<Record<string, unknown>>

/** A small world by itself: prices, lines, and their use. Its ids are its own until it is placed among others. */
export interface Cell {
  readonly zones: readonly Written[]
  readonly calendars: readonly Written[]
  readonly tariffs: readonly (Written & { readonly prices: readonly Written[] })[]
  readonly offerings: readonly Written[]
  readonly lines: readonly LineRecord[]
  readonly usage: readonly Use[]
}

/** Cells side by side, with one catalogue, as a trial takes them. */
export interface World {
  readonly catalogue: Catalogue
  readonly lines: readonly LineRecord[]
  readonly usage: readonly Use[]
}

/** Puts cells into one world: the ids of the cell at `n` end in `.n`. The catalogue goes through its file format. */
export function worldOf(cells: readonly Cell[]): World {
  const placed = cells.map((cell, n) => inPlace(cell, `.${n}`))
  const list = <K extends keyof Cell>(name: K) => placed.flatMap((cell) => cell[name] as readonly Cell[K][number][])
  const entities = { zones: list('zones'), calendars: list('calendars'), tariffs: list('tariffs') }
  const text = JSON.stringify({ ...entities, offerings: list('offerings') })
  return { catalogue: catalogueOf(text), lines: list('lines'), usage: list('usage') }
}

/** Place of an id in its world. */
export const cellOf = (id: string): number => Number(id.slice(id.lastIndexOf('.') + 1))

/** Members that hold ids of what a world must not mix up, and those that hold lists or maps of them. */
const ids = new Set([
  ...['id', 'zone', 'calendar', 'tariff', 'offering_id', 'subscription_id', 'billing_account_id', 'payer_account_id'],
  ...['event_id', 'zones', 'factors', 'called_zone', 'fallbacks'],
])

function inPlace(cell: Cell, suffix: string): Cell {
  const named = (value: unknown): unknown => {
    if (typeof value === 'string') return value === '*' ? value : value + suffix
    if (Array.isArray(value)) return value.map(named)
    return Object.fromEntries(Object.entries(value as object).map(([name, factor]) => [name + suffix, factor]))
  }
  /** Prices, bands and allowances lie in what holds them: their ids stay. */
  const renamed = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) return value.map((item) => renamed(item, depth))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([name, inner]) => [
          name,
          ids.has(name) && (name !== 'id' || depth === 0) ? named(inner) : renamed(inner, depth + 1),
        ]),
    )
  }
  return Object.fromEntries(
    Object.entries(cell).map(([name, list]) => [name, (list as unknown[]).map((item) => renamed(item, 0))]),
  ) as unknown as Cell
}
