import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { exchangePair } from './exchange_pair.ts'
import { openEnd } from './open_end.ts'

/** What currencies are in others, both ways. */
const inferred = model('staging.exchange_rate', { row: sources.exchangeRate })
  .describe({
    description:
      'What one unit of a currency is in another, by source: as it is stated, and the other way round where the source states only that; of rows with one identity the last landed holds.',
    columns: {
      pair: 'Currency, currency converted into and source, as one key',
      multiplier: 'An amount times this …',
      divisor: '… by this is what it is in the other currency; exact both ways',
      valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('stated', (w) =>
        w
          .selectFrom('row as r')
          .select((eb) => [
            ch.toString(eb.ref('r.currency')).as('currency'),
            ch.toString(eb.ref('r.into_currency')).as('into_currency'),
            ch.toString(eb.ref('r.rate_source')).as('rate_source'),
            'r.rate',
            'r.valid_from',
            ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
          ])
          .$call(
            lastLanded((eb) => [
              eb.ref('r.currency'),
              eb.ref('r.into_currency'),
              eb.ref('r.rate_source'),
              eb.ref('r.valid_from'),
            ]),
          ),
      )
      .selectFrom('stated as r')
      .select((eb) => [
        exchangePair(eb.ref('r.currency'), eb.ref('r.into_currency'), eb.ref('r.rate_source')).as('pair'),
        'r.currency',
        'r.into_currency',
        'r.rate_source',
        'r.rate as multiplier',
        ch.decimal(ch.literal(1), 9).as('divisor'),
        'r.valid_from',
        'r.valid_to',
      ])
      .unionAll((w) =>
        w
          .selectFrom('stated as r')
          .$call(
            antiJoin('stated as o', (join) =>
              join
                .onRef('o.currency', '=', 'r.into_currency')
                .onRef('o.into_currency', '=', 'r.currency')
                .onRef('o.rate_source', '=', 'r.rate_source'),
            ),
          )
          .select((eb) => [
            exchangePair(eb.ref('r.into_currency'), eb.ref('r.currency'), eb.ref('r.rate_source')).as('pair'),
            'r.into_currency as currency',
            'r.currency as into_currency',
            'r.rate_source',
            ch.decimal(ch.literal(1), 9).as('multiplier'),
            'r.rate as divisor',
            'r.valid_from',
            'r.valid_to',
          ]),
      ),
  )
  .table({ orderBy: ['pair', 'valid_from'] })
  .check(notNull('pair', 'multiplier', 'divisor'), unique('pair', 'valid_from'))

/** Named, so that tsc does not carry the types of all models before it into every model after it. */
export interface ExchangeRateRow extends RowOf<typeof inferred> {}
export const exchangeRate: Model<'staging.exchange_rate', ExchangeRateRow> = inferred
