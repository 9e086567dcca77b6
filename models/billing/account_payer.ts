import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import { type Day, type Text, t } from '../../warehouse/columns.ts'
import { billingAccountHistory } from '../staging/billing_account_history.ts'

/** Why an account pays its own bills though another is told to. */
export const payerProblems = ['', 'unknown payer', 'circle', 'other currency'] as const
const problemColumn = t.oneOf(...payerProblems)

/** Days of an account, and who pays as far up as was looked. */
interface Climbed {
  readonly billing_account_id: Text
  readonly from_day: Day
  readonly to_day: Day
  readonly told_to_pay: Text
  readonly up: Text
}
interface Told {
  readonly billing_account_id: Text
  readonly from_day: Day
  readonly to_day: Day
  readonly up: Text
}

/** One level further up than `below`, cut into the days on which it is so. */
function above(w: unknown, below: string) {
  return (w as QueryCreator<{ below: Climbed; payer: Told }>)
    .selectFrom(`${below} as a` as 'below as a')
    .innerJoin('payer as p', 'p.billing_account_id', 'a.up')
    .select((eb) => [
      'a.billing_account_id',
      ch.greatest(eb.ref('a.from_day'), eb.ref('p.from_day')).as('from_day'),
      ch.least(eb.ref('a.to_day'), eb.ref('p.to_day')).as('to_day'),
      'a.told_to_pay',
      'p.up',
    ])
    .whereRef('a.from_day', '<', 'p.to_day')
    .whereRef('p.from_day', '<', 'a.to_day')
}

/** Who pays the bills of an account. */
const inferred = model('billing.account_payer', { state: billingAccountHistory })
  .describe({
    description:
      'Who pays the bills of every account, by its local days [from_day, to_day): the top of its hierarchy, up to eight levels up. An account whose hierarchy has no top, or another currency, pays its own bills, and says why.',
    columns: {
      payer_account_id: 'Who owns the invoice',
      told_to_pay: 'The account that was told to pay, one level up; itself where none was',
      problem: 'Why the account pays for itself though another was told to; else empty',
      cycle_day: 'Of the payer',
      cycle_months: 'Of the payer',
      cycle_month: 'Of the payer',
      tax_exempt: 'Whether the payer pays no tax',
    },
    tags: ['billing'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('account', (w) => w.selectFrom('state as s').select('s.billing_account_id').distinct())
      .with('told', (w) =>
        w
          .selectFrom('state as s')
          .leftJoin('account as a', 'a.billing_account_id', 's.payer_account_id')
          .select((eb) => [
            's.billing_account_id',
            's.from_day',
            's.to_day',
            's.payer_account_id as told_to_pay',
            ch.coalesce(eb.ref('a.billing_account_id'), eb.ref('s.billing_account_id')).as('up'),
            's.currency',
            's.cycle_day',
            's.cycle_months',
            's.cycle_month',
            's.tax_exempt',
          ]),
      )
      .with('child', (w) =>
        w
          .selectFrom('told as d')
          .select(['d.billing_account_id', 'd.from_day', 'd.to_day', 'd.told_to_pay', 'd.up'])
          .whereRef('d.up', '<>', 'd.billing_account_id'),
      )
      .with('payer', (w) =>
        w
          .selectFrom('told as d')
          .select(['d.billing_account_id', 'd.from_day', 'd.to_day', 'd.up'])
          .where((eb) => eb('d.billing_account_id', 'in', eb.selectFrom('child as c').select('c.up'))),
      )
      .with('second', (w) => above(w, 'child'))
      .with('third', (w) => above(w, 'second'))
      .with('fourth', (w) => above(w, 'third'))
      .with('fifth', (w) => above(w, 'fourth'))
      .with('sixth', (w) => above(w, 'fifth'))
      .with('seventh', (w) => above(w, 'sixth'))
      .with('eighth', (w) => above(w, 'seventh'))
      .with('climbed', (w) =>
        w
          .selectFrom('eighth as e')
          .selectAll('e')
          .unionAll(
            w
              .selectFrom('told as d')
              .select(['d.billing_account_id', 'd.from_day', 'd.to_day', 'd.told_to_pay', 'd.up'])
              .whereRef('d.up', '=', 'd.billing_account_id'),
          ),
      )
      .with('met', (w) =>
        w
          .selectFrom('climbed as c')
          .innerJoin('told as p', 'p.billing_account_id', 'c.up')
          .innerJoin('told as s', 's.billing_account_id', 'c.billing_account_id')
          .select((eb) => {
            const problem = ch.multiIf(
              [
                [eb('p.up', '<>', eb.ref('p.billing_account_id')), ch.text('circle')],
                [
                  eb.and([
                    eb('c.up', '=', eb.ref('c.billing_account_id')),
                    eb('c.told_to_pay', '<>', eb.ref('c.billing_account_id')),
                  ]),
                  ch.text('unknown payer'),
                ],
                [eb('p.currency', '<>', eb.ref('s.currency')), ch.text('other currency')],
              ],
              ch.text(''),
            )
            const own = eb(problem, '<>', '')
            return [
              'c.billing_account_id',
              ch.greatest(eb.ref('c.from_day'), ch.greatest(eb.ref('p.from_day'), eb.ref('s.from_day'))).as('from_day'),
              ch.least(eb.ref('c.to_day'), ch.least(eb.ref('p.to_day'), eb.ref('s.to_day'))).as('to_day'),
              ch.if(own, eb.ref('c.billing_account_id'), eb.ref('c.up')).as('payer_account_id'),
              'c.told_to_pay',
              problem.as('problem'),
              ch.if(own, eb.ref('s.cycle_day'), eb.ref('p.cycle_day')).as('cycle_day'),
              ch.if(own, eb.ref('s.cycle_months'), eb.ref('p.cycle_months')).as('cycle_months'),
              ch.if(own, eb.ref('s.cycle_month'), eb.ref('p.cycle_month')).as('cycle_month'),
              ch.if(own, eb.ref('s.tax_exempt'), eb.ref('p.tax_exempt')).as('tax_exempt'),
            ]
          }),
      )
      .selectFrom('met as m')
      .select((eb) => [
        'm.billing_account_id',
        'm.from_day',
        'm.to_day',
        'm.payer_account_id',
        'm.told_to_pay',
        ch.castTo(eb.ref('m.problem'), problemColumn).as('problem'),
        'm.cycle_day',
        'm.cycle_months',
        'm.cycle_month',
        'm.tax_exempt',
      ])
      .whereRef('m.from_day', '<', 'm.to_day'),
  )
  .table({ orderBy: ['billing_account_id', 'from_day'] })
  .check(
    notNull('billing_account_id', 'payer_account_id'),
    unique('billing_account_id', 'from_day'),
    accepted('problem', payerProblems),
  )

export interface AccountPayerRow extends RowOf<typeof inferred> {}
export const accountPayer: Model<'billing.account_payer', AccountPayerRow> = inferred
