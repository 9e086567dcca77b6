import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { movement } from './movement.ts'

const lines = [
  'recharges',
  'bonuses',
  'advances',
  'transfers_in',
  'adjustments',
  'usage',
  'fees',
  'recovery',
  'transfers_out',
  'expiry',
  'refunds',
] as const

/** Prepaid balances from day to day. */
const inferred = model('prepaid.roll_forward', { movement })
  .describe({
    description:
      'Prepaid balances by day (UTC), kind, unit and currency: opening + recharges + bonuses + advances + transfers in ± adjustments − usage − fees − recovery − transfers out − expiry − refunds = closing. Cash and bonus stay apart; a day without movements has no row.',
    columns: {
      usage: 'Signed, as all that lowers a balance: below zero',
      closing: 'Cash: what the operator owes its lines',
    },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('daily', (w) =>
        w
          .selectFrom('movement as m')
          .select((eb) => {
            const of = (name: string) => ch.decimal(ch.sumIf(eb.ref('m.amount'), eb('m.movement', '=', name)), 9)
            return [
              ch.toDate(eb.ref('m.moved_at')).as('day'),
              'm.kind',
              'm.unit',
              'm.currency',
              of('recharge').as('recharges'),
              of('bonus').as('bonuses'),
              of('advance').as('advances'),
              of('transfer in').as('transfers_in'),
              of('adjustment').as('adjustments'),
              of('usage').as('usage'),
              of('fee').as('fees'),
              of('recovery').as('recovery'),
              of('transfer out').as('transfers_out'),
              of('expiry').as('expiry'),
              of('refund').as('refunds'),
              ch.decimal(ch.sum(eb.ref('m.amount')), 9).as('moved'),
            ]
          })
          .groupBy((eb) => [ch.toDate(eb.ref('m.moved_at')), eb.ref('m.kind'), eb.ref('m.unit'), eb.ref('m.currency')]),
      )
      .selectFrom('daily as d')
      .select((eb) => {
        const closing = ch.decimal(
          over(ch.sum(eb.ref('d.moved')), {
            partitionBy: [eb.ref('d.kind'), eb.ref('d.unit'), eb.ref('d.currency')],
            orderBy: [eb.ref('d.day')],
            frame: rowsBetween('unbounded', 0),
          }),
          9,
        )
        return [
          'd.day',
          'd.kind',
          'd.unit',
          'd.currency',
          ch.decimal(ch.minus(closing, eb.ref('d.moved')), 9).as('opening'),
          'd.recharges',
          'd.bonuses',
          'd.advances',
          'd.transfers_in',
          'd.adjustments',
          'd.usage',
          'd.fees',
          'd.recovery',
          'd.transfers_out',
          'd.expiry',
          'd.refunds',
          closing.as('closing'),
        ]
      }),
  )
  .table({ orderBy: ['kind', 'currency', 'day'] })
  .check(
    notNull('day', 'kind', 'closing'),
    unique('day', 'kind', 'unit', 'currency'),
    expression('opening + movements = closing', (eb) => {
      const moved = lines
        .slice(1)
        .reduce((sum, line) => ch.plus(sum, eb.ref(line)), ch.plus(eb.ref('opening'), eb.ref('recharges')))
      return eb('closing', '=', moved)
    }),
  )

export interface RollForwardRow extends RowOf<typeof inferred> {}

export const rollForward: Model<'prepaid.roll_forward', RollForwardRow> = inferred
