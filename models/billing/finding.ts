import { accepted, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { t } from '../../warehouse/columns.ts'
import { billingAccountHistory } from '../staging/billing_account_history.ts'
import { clock } from '../staging/clock.ts'
import { accountPayer } from './account_payer.ts'
import { draftLine } from './draft_line.ts'
import { lateLine } from './late_line.ts'

/** Charges for which the account has no currency: nothing converts them. */
export const OTHER_CURRENCY = 'charges in another currency than the account'

const findings = [
  'late charge too old',
  'credit is more than is left',
  'unknown payer',
  'circle of payers',
  'payer has another currency',
  'payer is billed by several legal entities',
  OTHER_CURRENCY,
] as const
const findingColumn = t.oneOf(...findings)

/** What somebody has to look at. */
export const finding = model('billing.finding', {
  late: lateLine,
  payer: accountPayer,
  line: draftLine,
  account: billingAccountHistory,
  clock,
})
  .describe({
    description:
      'What billing could not settle by itself: late charges past their limit, credits above what is left of a bill, accounts whose hierarchy cannot be paid for by its top, payers that get a bill of each of several legal entities, charges in a currency that is not the account’s on the last day of the bill.',
    columns: {
      billing_account_id: 'The account it is about',
      subject:
        'Number of the bill, id of the bill of another currency, the account told to pay, or the first day of the period',
      net: 'Money at stake without tax; null where there is none',
    },
    tags: ['billing', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('several', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => [
            'l.billing_account_id',
            'l.bill_from',
            ch.widen(eb.ref('l.currency')).as('currency'),
            ch.sum(eb.ref('l.net')).as('net'),
          ])
          .groupBy(['l.billing_account_id', 'l.bill_from', 'l.currency'])
          .having((eb) => eb(ch.uniqExact(eb.ref('l.legal_entity_id')), '>', 1n))
          .having((eb) => eb(ch.uniqExact(eb.ref('l.charged_account_id')), '>', 1n)),
      )
      .selectFrom('late as l')
      .select((eb) => [
        ch
          .castTo(
            ch.if(
              eb('l.settlement', '=', 'too old'),
              ch.text('late charge too old'),
              ch.text('credit is more than is left'),
            ),
            findingColumn,
          )
          .as('finding'),
        ch.any(eb.ref('l.billing_account_id')).as('billing_account_id'),
        'l.corrects_bill as subject',
        ch.toNullable(ch.sum(eb.ref('l.net'))).as('net'),
        ch.toNullable(eb.ref('l.currency')).as('currency'),
      ])
      .where('l.settlement', 'in', ['too old', 'more than is left'])
      .groupBy(['l.settlement', 'l.corrects_bill', 'l.currency'])
      .unionAll((w) =>
        w
          .selectFrom('payer as p')
          .innerJoin('clock as k', (join) => join.onTrue())
          .select((eb) => [
            ch
              .castTo(
                ch.multiIf(
                  [
                    [eb('p.problem', '=', 'circle'), ch.text('circle of payers')],
                    [eb('p.problem', '=', 'other currency'), ch.text('payer has another currency')],
                  ],
                  ch.text('unknown payer'),
                ),
                findingColumn,
              )
              .as('finding'),
            'p.billing_account_id',
            'p.told_to_pay as subject',
            ch.null<Decimal<3>>().as('net'),
            ch.null<Text>().as('currency'),
          ])
          .where('p.problem', '<>', '')
          .where((eb) => eb('p.from_day', '<', ch.toDate(eb.ref('k.as_of'))))
          .whereRef('p.to_day', '>', 'k.last_month')
          .groupBy(['p.billing_account_id', 'p.told_to_pay', 'p.problem']),
      )
      .unionAll((w) =>
        w
          .selectFrom('several as s')
          .select((eb) => [
            ch.castTo(ch.text('payer is billed by several legal entities'), findingColumn).as('finding'),
            's.billing_account_id',
            ch.toString(eb.ref('s.bill_from')).as('subject'),
            ch.toNullable(eb.ref('s.net')).as('net'),
            ch.toNullable(eb.ref('s.currency')).as('currency'),
          ]),
      )
      .unionAll((w) =>
        w
          .selectFrom('line as l')
          .innerJoin('account as a', (join) =>
            asof(join.onRef('a.billing_account_id', '=', 'l.charged_account_id').onRef('l.bill_to', '>', 'a.from_day')),
          )
          .select((eb) => [
            ch.castTo(ch.text(OTHER_CURRENCY), findingColumn).as('finding'),
            'l.charged_account_id as billing_account_id',
            'l.bill_id as subject',
            ch.toNullable(ch.sum(eb.ref('l.net'))).as('net'),
            ch.toNullable(ch.widen(eb.ref('l.currency'))).as('currency'),
          ])
          .where((eb) => eb(ch.widen(eb.ref('l.currency')), '<>', eb.ref('a.currency')))
          .groupBy(['l.charged_account_id', 'l.bill_id', 'l.currency']),
      ),
  )
  .table({ orderBy: ['finding', 'billing_account_id'] })
  .check(notNull('finding', 'billing_account_id', 'subject'), accepted('finding', findings))
