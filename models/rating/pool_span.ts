import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { poolGrant } from './pool_grant.ts'

/** One text of both: a join by it takes half of what one by two takes. */
export const poolAndUnit = (pool: Expression<Text>, unit: Expression<Text>) => ch.concat(pool, ch.text('/'), unit)

/** Days within which a pool's grants of a unit, or of money, touch. */
export function poolSpan<Name extends string>(name: `rating.${Name}`, of: 'units' | 'money') {
  return model(name, { grant: poolGrant })
    .describe({
      description: `Stretches of days in which a pool’s grants of ${of === 'money' ? 'money' : 'one unit'} overlap or carry over into one another: what is used in one of them takes nothing from another, so that each is covered by itself.`,
      columns: {
        pool: 'Kind and id of who shares',
        pool_unit: 'Pool and unit as one text, by which use finds its stretch',
        since: 'First local day',
        plain: 'Whether all its grants are: see rating.pool_grant',
        until: 'First local day after it',
      },
      tags: ['rating'],
    })
    .query((q) =>
      q
        .with('held', (w) =>
          w
            .selectFrom('grant as g')
            .select(['g.pool', 'g.unit', 'g.begins', 'g.ends', 'g.plain'])
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
            .select(['h.pool', 'h.unit', 'h.begins', 'h.ends', 'h.plain'])
            .select((eb) =>
              over(ch.sum(eb.ref('h.anew')), {
                partitionBy: [eb.ref('h.pool'), eb.ref('h.unit')],
                orderBy: [eb.ref('h.begins'), eb.ref('h.ends')],
                frame: rowsBetween('unbounded', 0),
              }).as('number'),
            ),
        )
        .with('stretch', (w) =>
          w
            .selectFrom('numbered as n')
            .select((eb) => [
              'n.pool',
              'n.unit',
              ch.min(eb.ref('n.begins')).as('since'),
              ch.max(eb.ref('n.ends')).as('until'),
              ch.min(eb.ref('n.plain')).as('plain'),
            ])
            .groupBy(['n.pool', 'n.unit', 'n.number']),
        )
        .selectFrom('stretch as s')
        .selectAll('s')
        .select((eb) => {
          const poolUnit = poolAndUnit(eb.ref('s.pool'), ch.toString(eb.ref('s.unit')))
          return [poolUnit.as('pool_unit')]
        }),
    )
    .table({ orderBy: ['pool', 'unit', 'since'] })
    .check(notNull('pool', 'since', 'until'), unique('pool', 'unit', 'since'))
}

export interface PoolSpanRow extends RowOf<ReturnType<typeof poolSpan<string>>> {}
