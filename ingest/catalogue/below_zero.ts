import type { Catalogue } from './catalogue.ts'
import type { Reading } from './read_value.ts'

/** What is right but rarely meant, with its place. Lines and columns count from 1. */
export interface Note {
  readonly file: string
  readonly line: number
  readonly column: number
  /** `tariffs[0].prices[1].amount` */
  readonly path: string
  readonly says: string
}

const ofPrice = ['amount', 'percentage', 'fixed_fee'] as const
const ofTier = ['amount', 'flat_fee', 'percentage'] as const

/** Prices of use below zero, which pay whoever uses: a feed-in tariff, a rebate, or a slip of the pen. */
export function belowZero(catalogue: Catalogue, { places }: Pick<Reading, 'places'>): Note[] {
  const notes: Note[] = []
  const look = <T extends object>(record: T, members: readonly (keyof T & string)[]) => {
    for (const member of members) {
      const value = record[member]
      if (typeof value !== 'string' || !value.startsWith('-')) continue
      const { file, line, column, path } = places.get(record)!
      notes.push({
        file,
        line,
        column,
        path: `${path}.${member}`,
        says: `${value} is below zero: it pays whoever uses`,
      })
    }
  }
  const tariffs = [...catalogue.tariffs.map(({ prices }) => prices), ...catalogue.offerings.map(({ usage }) => usage)]
  for (const price of tariffs.flat()) {
    look(price, ofPrice)
    for (const tier of price.tiers) look(tier, ofTier)
  }
  return notes
}

export const describeNote = ({ file, line, column, path, says }: Note): string =>
  `${file}:${line}:${column}: ${path}: ${says}`
