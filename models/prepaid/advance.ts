import { expression, notNull, unique, warn } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { balanceMovement } from '../staging/balance_movement.ts'

/** Airtime credit as a receivable of its own. */
const inferred = model('prepaid.advance', { movement: balanceMovement })
  .describe({
    description:
      'Advances of money with what is due for each and what of it has been paid back: the oldest of a line first. A fee that is taken up front is not credited, one on top is due beside it.',
    columns: {
      credited: 'Put on the balance',
      fee: 'due − credited',
      due: 'To be paid back: as the charging system says, else what was credited',
      recovered: 'Of it, by recoveries and by what was taken back of advances',
      open: 'due − recovered',
    },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('money', (w) => w.selectFrom('movement as m').selectAll('m').where('m.kind', '<>', 'units'))
      .with('repaid', (w) =>
        w
          .selectFrom('money as m')
          .select((eb) => [
            'm.subscription_id',
            'm.currency',
            ch.negate(ch.decimal(ch.sum(eb.ref('m.amount')), 9)).as('amount'),
          ])
          .where('m.movement', 'in', ['advance', 'recovery'])
          .where('m.amount', '<', '0')
          .groupBy(['m.subscription_id', 'm.currency']),
      )
      .with('granted', (w) =>
        w
          .selectFrom('money as m')
          .select((eb) => [
            'm.movement_id',
            'm.subscription_id',
            'm.balance',
            'm.moved_at as granted_at',
            'm.currency',
            ch.decimal(eb.ref('m.amount'), 9).as('credited'),
            ch.decimal(ch.coalesce(eb.ref('m.due'), eb.ref('m.amount')), 9).as('due'),
          ])
          .where('m.movement', '=', 'advance')
          .where('m.amount', '>', '0'),
      )
      .with('placed', (w) =>
        w
          .selectFrom('granted as g')
          .leftJoin('repaid as r', (join) =>
            join.onRef('r.subscription_id', '=', 'g.subscription_id').onRef('r.currency', '=', 'g.currency'),
          )
          .select((eb) => {
            const dueUpTo = over(ch.sum(eb.ref('g.due')), {
              partitionBy: [eb.ref('g.subscription_id'), eb.ref('g.currency')],
              orderBy: [eb.ref('g.granted_at'), eb.ref('g.movement_id')],
              frame: rowsBetween('unbounded', 0),
            })
            const before = ch.minus(ch.decimal(dueUpTo, 9), eb.ref('g.due'))
            const left = ch.minus(ch.coalesce(eb.ref('r.amount'), ch.zero(9)), before)
            return [
              'g.movement_id',
              'g.subscription_id',
              'g.balance',
              'g.granted_at',
              'g.currency',
              'g.credited',
              'g.due',
              ch.decimal(ch.greatest(ch.zero(9), ch.least(eb.ref('g.due'), left)), 9).as('recovered'),
            ]
          }),
      )
      .selectFrom('placed as p')
      .select((eb) => [
        'p.movement_id',
        'p.subscription_id',
        ch.toString(eb.ref('p.balance')).as('balance_id'),
        'p.granted_at',
        ch.toString(eb.ref('p.currency')).as('currency'),
        'p.credited',
        ch.decimal(ch.minus(eb.ref('p.due'), eb.ref('p.credited')), 9).as('fee'),
        'p.due',
        'p.recovered',
        ch.decimal(ch.minus(eb.ref('p.due'), eb.ref('p.recovered')), 9).as('open'),
      ]),
  )
  .table({ orderBy: ['subscription_id', 'granted_at'] })
  .check(
    notNull('movement_id', 'due', 'recovered'),
    unique('movement_id'),
    warn(expression('no less is due than was credited', (eb) => eb('fee', '>=', '0'))),
  )

export interface AdvanceRow extends RowOf<typeof inferred> {}

export const advance: Model<'prepaid.advance', AdvanceRow> = inferred
