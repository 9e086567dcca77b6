import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { balanceLot } from '../rating/balance_lot.ts'
import { unitCoverage } from '../rating/unit_coverage.ts'
import { moneyUse } from './money_use.ts'

/** What is left of deposits. */
const inferred = model('prepaid.lot_rest', { money: moneyUse, units: unitCoverage, lot: balanceLot })
  .describe({
    description: 'What is left of what was put on balances, after use and fees; below zero on the one that bears debt.',
    columns: { left: 'In the balance’s unit; at the end of its validity this is lost' },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .with('rest', (w) =>
        w
          .selectFrom('money as c')
          .$call(arrayJoin('held', (eb) => eb.ref('c.rests')))
          .select((eb) => [
            ch.element<Text>(eb.ref('held'), 1).as('grant_id'),
            ch.element<Decimal<9>>(eb.ref('held'), 3).as('left'),
          ])
          .unionAll(
            w
              .selectFrom('units as c')
              .$call(arrayJoin('held', (eb) => eb.ref('c.rests')))
              .select((eb) => [
                ch.element<Text>(eb.ref('held'), 1).as('grant_id'),
                ch.element<Decimal<9>>(eb.ref('held'), 3).as('left'),
              ]),
          ),
      )
      .selectFrom('rest as r')
      .innerJoin('lot as l', 'l.grant_id', 'r.grant_id')
      .select([
        'r.grant_id',
        'l.subscription_id',
        'l.allowance_id as balance_id',
        'l.kind',
        'l.unit',
        'l.amount',
        'r.left',
        'l.from_at',
        'l.to_at',
      ]),
  )
  .table({ orderBy: ['subscription_id', 'balance_id', 'grant_id'] })
  .check(notNull('grant_id', 'left'), unique('grant_id'))

export interface LotRestRow extends RowOf<typeof inferred> {}

export const lotRest: Model<'prepaid.lot_rest', LotRestRow> = inferred
