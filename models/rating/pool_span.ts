import { notNull, unique } from '../../transforms/project/check.ts'
import { model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { poolGrant } from './pool_grant.ts'

/** Days within which a pool's grants of a unit, or of money, touch. */
export function poolSpan<Name extends string>(name: `rating.${Name}`, of: 'units' | 'money') {
  return model(name, { grant: poolGrant })
    .describe({
      description: `Stretches of days in which a pool’s grants of ${of === 'money' ? 'money' : 'one unit'} overlap or carry over into one another: what is used in one of them takes nothing from another, so that each is covered by itself.`,
      columns: {
        pool: 'Kind and id of who shares',
        since: 'First local day',
        until: 'First local day after it',
      },
      tags: ['rating'],
    })
    .query((q) =>
      q
        .with('held', (w) =>
          w
            .selectFrom('grant as g')
            .select(['g.pool', 'g.unit', 'g.begins', 'g.ends'])
            // Money of balances is used after everything else (prepaid.money_use).
            .where((eb) =>
              of === 'money'
                ? eb.and([eb('g.unit', '=', 'money'), eb('g.held', '=', 'allowance')])
                : eb('g.unit', '<>', 'money'),
            ),
        )
        .with('ordered', (w) =>
          w
            .selectFrom('held as h')
            .selectAll('h')
            .select((eb) => {
              const before = over(ch.max(eb.ref('h.ends')), {
                partitionBy: [eb.ref('h.pool'), eb.ref('h.unit')],
                orderBy: [eb.ref('h.begins'), eb.ref('h.ends')],
                frame: rowsBetween('unbounded', -1),
              })
              return ch.toInt(ch.toBool(eb(eb.ref('h.begins'), '>=', before))).as('anew')
            }),
        )
        .with('numbered', (w) =>
          w
            .selectFrom('ordered as h')
            .select(['h.pool', 'h.unit', 'h.begins', 'h.ends'])
            .select((eb) =>
              over(ch.sum(eb.ref('h.anew')), {
                partitionBy: [eb.ref('h.pool'), eb.ref('h.unit')],
                orderBy: [eb.ref('h.begins'), eb.ref('h.ends')],
                frame: rowsBetween('unbounded', 0),
              }).as('number'),
            ),
        )
        .selectFrom('numbered as n')
        .select((eb) => [
          'n.pool',
          'n.unit',
          ch.min(eb.ref('n.begins')).as('since'),
          ch.max(eb.ref('n.ends')).as('until'),
        ])
        .groupBy(['n.pool', 'n.unit', 'n.number']),
    )
    .table({ orderBy: ['pool', 'unit', 'since'] })
    .check(notNull('pool', 'since', 'until'), unique('pool', 'unit', 'since'))
}

export interface PoolSpanRow extends RowOf<ReturnType<typeof poolSpan<string>>> {}
