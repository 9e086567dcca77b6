import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { semiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { coveredUse } from './covering.ts'
import { moneySpan } from './money_span.ts'
import { paidColumns, pooledUse, usedAs } from './pooled_use.ts'
import { unitCoveredUsage } from './unit_covered_usage.ts'

/** Amounts that allowances of money may cover. */
const inferred = model('rating.money_need', { use: pooledUse, covered: unitCoveredUsage, span: moneySpan })
  .describe({
    description: 'What use of a pool costs after its allowances of units.',
    columns: { pool: 'Kind and id of who shares', day: 'Local day', use: 'As coverage reads it' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('own', (w) =>
        w
          .selectFrom('use as u')
          .$call(semiJoin('span as s', (join) => join.onRef('s.pool', '=', 'u.pool')))
          .select(paidColumns),
      )
      .selectFrom('own as u')
      .leftJoin('covered as c', 'c.use_key', 'u.use_key')
      .select((eb) => [
        'u.pool',
        ch.text('money').as('unit'),
        'u.day',
        coveredUse({
          ...usedAs(eb),
          need: ch.coalesce(eb.ref('c.amount'), eb.ref('u.amount')),
        }).as('use'),
      ])
      .where((eb) => eb(ch.coalesce(eb.ref('c.amount'), eb.ref('u.amount')), '>', '0')),
  )
  .view()

export interface MoneyNeedRow extends RowOf<typeof inferred> {}

export const moneyNeed: Model<'rating.money_need', MoneyNeedRow> = inferred
