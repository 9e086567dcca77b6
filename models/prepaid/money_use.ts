import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { semiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { coveredUsage } from '../rating/covered_usage.ts'
import { ofGrant, ofItem, ofUse, paidItem } from '../rating/covering.ts'
import { poolGrant } from '../rating/pool_grant.ts'
import { paidColumns, pooledUse, usedAs } from '../rating/pooled_use.ts'
import { sequence } from '../rating/sequence.ts'
import { outcome } from '../rating/takes.ts'
import { placedDebit, takenByName } from './placed_debit.ts'

/** By time; what is paid back then comes before what is used. */
const inOrder = (item: Expression<readonly unknown[]>) =>
  ch.tuple(ofUse.at(item), ofItem.rank(item), ofUse.eventId(item), ofUse.from(item))

/** What use and fees take from which deposits of money. */
const inferred = model('prepaid.money_use', {
  grant: poolGrant,
  use: pooledUse,
  covered: coveredUsage,
  debit: placedDebit,
})
  .describe({
    description:
      'Deposits of money and what is taken from them, one after the other as it happened: by priority, then what is lost first, then weight. A row a pool of lines that share.',
    columns: {
      pool: 'Kind and id of who shares',
      changes:
        'Uses, fees and pay-backs of debt in the order in which they happened: id, need before and after, refused, from unit; balance of which it took first, what, whether more than once',
      takes: 'Deposit, event, taken, covered, in the order in which it was taken',
      rests: 'Deposits: id, given, left',
    },
    tags: ['prepaid'],
  })
  .query((q) =>
    q
      .with('held', (w) =>
        w
          .selectFrom('grant as g')
          .select(['g.pool', 'g.grant'])
          .where('g.unit', '=', 'money')
          .where('g.held', '=', 'balance'),
      )
      .with('granted', (w) =>
        w
          .selectFrom('held as g')
          .select((eb) => ['g.pool', ch.arraySort(ch.groupArray(eb.ref('g.grant'))).as('grants')])
          .groupBy('g.pool'),
      )
      .with('own', (w) =>
        w
          .selectFrom('use as u')
          .$call(semiJoin('granted as g', (join) => join.onRef('g.pool', '=', 'u.pool')))
          .select(paidColumns),
      )
      .with('item', (w) =>
        w
          .selectFrom('own as u')
          .leftJoin('covered as c', 'c.use_key', 'u.use_key')
          .select((eb) => [
            'u.pool',
            paidItem({
              ...usedAs(eb),
              need: ch.coalesce(eb.ref('c.amount'), eb.ref('u.amount')),
            }).as('item'),
          ])
          .where((eb) => eb(ch.coalesce(eb.ref('c.amount'), eb.ref('u.amount')), '>', '0'))
          .unionAll(
            w
              .selectFrom('debit as d')
              .select((eb) => ['d.pool', takenByName(eb, paidItem).as('item')])
              .where('d.unit', '=', 'money'),
          )
          .unionAll(
            w
              .selectFrom('held as g')
              .select((eb) => [
                'g.pool',
                paidItem({
                  at: ofGrant.fromAt(eb.ref('g.grant')),
                  rank: ch.toInt(ch.literal(0)),
                  eventId: ofGrant.id(eb.ref('g.grant')),
                  day: ch.day('1970-01-01'),
                  line: ofGrant.line(eb.ref('g.grant')),
                  account: ofGrant.account(eb.ref('g.grant')),
                  need: ch.zero(9),
                  pays: ofGrant.id(eb.ref('g.grant')),
                }).as('item'),
              ])
              .where((eb) => eb(ofGrant.maximumDebt(eb.ref('g.grant')), '>', '0')),
          ),
      )
      .with('used', (w) =>
        w
          .selectFrom('item as i')
          .$call(semiJoin('granted as g', (join) => join.onRef('g.pool', '=', 'i.pool')))
          .select((eb) => ['i.pool', ch.arraySortBy(ch.groupArray(eb.ref('i.item')), inOrder).as('uses')])
          .groupBy('i.pool'),
      )
      .with('both', (w) =>
        w
          .selectFrom('granted as g')
          .leftJoin('used as u', 'u.pool', 'g.pool')
          .select((eb) => ['g.pool', 'g.grants', ch.notNull(eb.ref('u.uses')).as('uses')]),
      )
      .with('paid', (w) =>
        w
          .selectFrom('both as b')
          .select((eb) => [
            'b.pool',
            'b.grants',
            'b.uses',
            sequence(eb.ref('b.uses'), eb.ref('b.grants'), ofItem.pays).as('result'),
          ]),
      )
      .selectFrom('paid as p')
      .select((eb) => {
        const uses = eb.ref('p.uses')
        const asked = {
          keys: ch.arrayMap(uses, ofUse.eventId),
          needs: ch.arrayMap(uses, ofUse.need),
          froms: ch.arrayMap(uses, ofUse.from),
        }
        return ['p.pool', ...outcome(asked, eb.ref('p.grants'), eb.ref('p.result'))]
      }),
  )
  .table({ orderBy: ['pool'] })
  .check(notNull('pool'), unique('pool'))

export interface MoneyUseRow extends RowOf<typeof inferred> {}

export const moneyUse: Model<'prepaid.money_use', MoneyUseRow> = inferred
