import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { exchangePair } from './exchange_pair.ts'
import { openEnd } from './open_end.ts'

/** What currencies are in others, both ways. */
const inferred = model('staging.exchange_rate', { row: sources.exchangeRate })
  .describe({
    description:
      'What one unit of a currency is in another, by source, without overlap: of stated rates in force the one that began last, and the other way round while none is; of rows with one identity the last landed holds.',
    columns: {
      pair: 'Currency, currency converted into and source, as one key',
      multiplier: 'An amount times this …',
      divisor: '… by this is what it is in the other currency; exact both ways',
      valid_to: 'End, not included; 2120-01-01 when open',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('landed', (w) =>
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
      .with('stated', (w) =>
        w
          .selectFrom('landed as r')
          .select((eb) => [
            exchangePair(eb.ref('r.currency'), eb.ref('r.into_currency'), eb.ref('r.rate_source')).as('pair'),
            exchangePair(eb.ref('r.into_currency'), eb.ref('r.currency'), eb.ref('r.rate_source')).as('back'),
            'r.rate',
            'r.valid_from',
            'r.valid_to',
          ])
          .whereRef('r.valid_to', '>', 'r.valid_from'),
      )
      .with('moment', (w) =>
        w
          .selectFrom('stated as r')
          .select(['r.pair', 'r.back', 'r.valid_from as at'])
          .union(w.selectFrom('stated as r').select(['r.pair', 'r.back', 'r.valid_to as at'])),
      )
      .with('stretch', (w) =>
        w
          .selectFrom('moment as m')
          .select((eb) => [
            'm.pair',
            'm.back',
            'm.at',
            ch
              .coalesce(
                over(ch.lead(eb.ref('m.at')), { partitionBy: [eb.ref('m.pair')], orderBy: [eb.ref('m.at')] }),
                openEnd(),
              )
              .as('until'),
          ]),
      )
      .with('latest', (w) =>
        w
          .selectFrom('stretch as s')
          .innerJoin('stated as r', (join) =>
            asof(join.onRef('r.pair', '=', 's.pair').onRef('s.at', '>=', 'r.valid_from')),
          )
          .select(['s.pair', 's.back', 's.at', 's.until', 'r.rate', 'r.valid_to']),
      )
      // What ended uncovers what it was laid over: few stretches, so that all earlier rates of each may be compared.
      .with('own', (w) =>
        w
          .selectFrom('latest as s')
          .select(['s.pair', 's.back', 's.at', 's.until', 's.rate'])
          .whereRef('s.valid_to', '>', 's.at')
          .unionAll(
            w
              .selectFrom('latest as s')
              .innerJoin('stated as r', 'r.pair', 's.pair')
              .select((eb) => [
                's.pair',
                's.back',
                's.at',
                's.until',
                ch.argMax(eb.ref('r.rate'), eb.ref('r.valid_from')).as('rate'),
              ])
              .whereRef('s.valid_to', '<=', 's.at')
              .whereRef('r.valid_from', '<=', 's.at')
              .whereRef('r.valid_to', '>', 's.at')
              .groupBy(['s.pair', 's.back', 's.at', 's.until']),
          ),
      )
      .with('turn', (w) =>
        w
          .selectFrom('own as s')
          .select(['s.pair', 's.at'])
          .union(w.selectFrom('own as s').select(['s.pair', 's.until as at']))
          .union(w.selectFrom('own as s').select(['s.back as pair', 's.at']))
          .union(w.selectFrom('own as s').select(['s.back as pair', 's.until as at'])),
      )
      .with('span', (w) =>
        w
          .selectFrom('turn as t')
          .select((eb) => [
            't.pair',
            't.at as valid_from',
            ch
              .coalesce(
                over(ch.lead(eb.ref('t.at')), { partitionBy: [eb.ref('t.pair')], orderBy: [eb.ref('t.at')] }),
                openEnd(),
              )
              .as('valid_to'),
          ]),
      )
      .with('both', (w) =>
        w
          .selectFrom('span as s')
          .leftJoin('own as o', (join) => asof(join.onRef('o.pair', '=', 's.pair').onRef('s.valid_from', '>=', 'o.at')))
          .leftJoin('own as b', (join) => asof(join.onRef('b.back', '=', 's.pair').onRef('s.valid_from', '>=', 'b.at')))
          .select((eb) => [
            's.pair',
            's.valid_from',
            's.valid_to',
            ch.if(eb('o.until', '>', eb.ref('s.valid_from')), eb.ref('o.rate'), ch.null<Decimal<9>>()).as('stated'),
            ch.if(eb('b.until', '>', eb.ref('s.valid_from')), eb.ref('b.rate'), ch.null<Decimal<9>>()).as('back'),
          ]),
      )
      .selectFrom('both as r')
      .select((eb) => {
        const one = ch.decimal(ch.literal(1), 9)
        return [
          'r.pair',
          ch.coalesce(eb.ref('r.stated'), one).as('multiplier'),
          ch.if(eb('r.stated', 'is', null), ch.coalesce(eb.ref('r.back'), one), one).as('divisor'),
          'r.valid_from',
          'r.valid_to',
        ]
      })
      .where((eb) => eb.or([eb('r.stated', 'is not', null), eb('r.back', 'is not', null)])),
  )
  .table({ orderBy: ['pair', 'valid_from'] })
  .check(notNull('pair', 'multiplier', 'divisor'), unique('pair', 'valid_from'))

export interface ExchangeRateRow extends RowOf<typeof inferred> {}
export const exchangeRate: Model<'staging.exchange_rate', ExchangeRateRow> = inferred
