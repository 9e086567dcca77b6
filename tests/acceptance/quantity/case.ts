import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Texts = Readonly<Record<string, string>>

/** A use of a case: its quantity, or fields of `metered_usage` beside properties. */
export type CaseUse = string | { readonly [name: string]: string | Texts | undefined; readonly properties?: Texts }

/** A case of another biller's suite: a price in the catalogue's format, use, and what that suite expects. */
export interface Case {
  /** Suite and case it comes from. */
  readonly origin: string
  readonly price: Readonly<Record<string, unknown>>
  /** More prices of the same metric in its plan, each with its id. */
  readonly others: readonly Readonly<Record<string, unknown>>[]
  readonly use: readonly CaseUse[]
  readonly line: Texts
  /** Other lines of the same account and plan, by a name that uses say in `line`. */
  readonly lines: readonly string[]
  /** What each period costs, by its first day; a text is what January 2026 costs. */
  readonly cost: string | Texts | undefined
  /** What all periods cost together. */
  readonly total: string | undefined
  /** What `cost` says, of the quantity the period adds up to. */
  readonly quantity: string | Texts | undefined
  /** What each group of a price with `group_by` costs in January 2026, by the values of its properties. */
  readonly groups: Texts | undefined
  /** What each of several prices costs in January 2026. */
  readonly byPrice: Texts | undefined
  /** What each use adds, in order, of a price that is charged in advance. */
  readonly added: readonly string[] | undefined
}

interface Suite {
  readonly suite: string
  readonly price?: Record<string, unknown>
  readonly cases: readonly ({ readonly case: string } & Partial<Omit<Case, 'origin'>>)[]
}

/** Every case of the files beside this one. */
export function quantityCases(): readonly Case[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.yaml'))
  return files.flatMap((name) => {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8')
    return (parse(text, { schema: 'failsafe', merge: true }) as readonly Suite[]).flatMap(suiteCases)
  })
}

function suiteCases({ suite, price = {}, cases }: Suite): Case[] {
  return cases.map(({ case: name, price: more = {}, others = [], use = [], line = {}, lines = [], ...expected }) => ({
    origin: `${suite}: ${name}`,
    // A member that is null in a case is one of its suite's price that the case does not have.
    price: Object.fromEntries(
      Object.entries({ ...price, ...more }).filter(([, value]) => value !== null && value !== 'null'),
    ),
    others,
    use,
    line,
    lines,
    cost: expected.cost,
    total: expected.total,
    quantity: expected.quantity,
    groups: expected.groups,
    byPrice: expected.byPrice,
    added: expected.added,
  }))
}
