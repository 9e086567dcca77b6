import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

interface Taxed {
  readonly id: Expression<Text>
  readonly rate: Expression<Decimal<6>>
  /** Category of the catalogue; null where a line has a rate only. */
  readonly category: Expression<Text | null>
}

/** The tax of a line, by who pays: an exempt payer has none, and one with a tax of its own has that on everything. */
export function lineTax(
  own: Taxed,
  payer: Taxed & { readonly exempt: Expression<SqlBool> },
): { id: RawBuilder<Text>; category: RawBuilder<Text>; rate: RawBuilder<Decimal<6>> } {
  const exempt = eb(payer.exempt, '=', true)
  const instead = eb(payer.id, '<>', '')
  const byRate = ch.if(eb(own.rate, '=', '0'), ch.text('Z'), ch.text('S'))
  return {
    id: ch.multiIf(
      [
        [exempt, ch.text('')],
        [instead, payer.id],
      ],
      own.id,
    ),
    category: ch.notNull(
      ch.multiIf<Text | null>(
        [
          [exempt, ch.toNullable(ch.text('E'))],
          [instead, payer.category],
        ],
        ch.coalesce(own.category, byRate),
      ),
    ),
    rate: ch.multiIf(
      [
        [exempt, ch.zero(6)],
        [instead, payer.rate],
      ],
      own.rate,
    ),
  }
}
