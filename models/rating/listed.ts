import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** Words separated by commas. */
export const listed = (words: Expression<Text>): RawBuilder<readonly Text[]> =>
  ch.arrayFilter(ch.splitBy(words, ','), (word) => eb(word, '<>', ''))

/** Zones of `zone=factor` pairs separated by commas. */
export const factorZones = (factors: Expression<Text>): RawBuilder<readonly Text[]> =>
  ch.arrayMap(listed(factors), (pair) => ch.at(ch.splitBy(pair, '='), 1))

/** Factors of `zone=factor` pairs separated by commas. */
export const factorValues = (factors: Expression<Text>): RawBuilder<readonly Decimal<9>[]> =>
  ch.arrayMap(listed(factors), (pair) =>
    ch.coalesce(ch.decimalOrNull(ch.at(ch.splitBy(pair, '='), 2), 9), ch.amount('1', 9)),
  )
