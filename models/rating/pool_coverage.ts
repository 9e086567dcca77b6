import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { coverage } from './coverage.ts'
import { grantIds, useNeeds } from './covering.ts'
import { poolGrant } from './pool_grant.ts'
import type { PoolSpanRow } from './pool_span.ts'
import { sequence } from './sequence.ts'
import type { UnitNeedRow } from './unit_need.ts'

/** Which allowances, of units or of money, cover which of the needs of each pool. */
export function poolCoverage<Name extends string, Span extends string, Need extends string>(
  name: `rating.${Name}`,
  spans: Model<`rating.${Span}`, PoolSpanRow>,
  needs: Model<`rating.${Need}`, UnitNeedRow>,
  of: 'units' | 'money',
) {
  return model(name, { grant: poolGrant, span: spans, need: needs })
    .describe({
      description: `Allowances of ${of} and the use of each pool, in event order: priority, then soonest expiry, then weight decide which is used first. A row a pool, unit and stretch of days.`,
      columns: {
        pool: 'Kind and id of who shares',
        since: 'First local day of the stretch in which its grants touch',
        grants: 'Ids of grants in the order in which they are used',
        uses: 'Event, need and from unit of uses, or of their pieces by band, in event order',
        result:
          'What each use still needs; takes (grant, event, taken, covered); rests; amounts given; what is refused',
      },
      tags: ['rating'],
    })
    .query((q) =>
      q
        .with('granted', (w) =>
          w
            .selectFrom('grant as g')
            .innerJoin('span as s', (join) =>
              asof(
                join.onRef('s.pool', '=', 'g.pool').onRef('s.unit', '=', 'g.unit').onRef('g.begins', '>=', 's.since'),
              ),
            )
            .select((eb) => [
              'g.pool',
              'g.unit',
              's.since',
              ch.arraySort(ch.groupArray(eb.ref('g.grant'))).as('grants'),
              ch.max(ch.toInt(eb.ref('g.pool_ordered'))).as('ordered'),
            ])
            .where((eb) =>
              of === 'money'
                ? eb.and([eb('g.unit', '=', 'money'), eb('g.held', '=', 'allowance')])
                : eb('g.unit', '<>', 'money'),
            )
            .groupBy(['g.pool', 'g.unit', 's.since']),
        )
        .with('used', (w) =>
          w
            .selectFrom('need as u')
            .innerJoin('span as s', (join) =>
              asof(join.onRef('s.pool', '=', 'u.pool').onRef('s.unit', '=', 'u.unit').onRef('u.day', '>=', 's.since')),
            )
            .select((eb) => ['u.pool', 'u.unit', 's.since', ch.arraySort(ch.groupArray(eb.ref('u.use'))).as('uses')])
            .whereRef('u.day', '<', 's.until')
            .groupBy(['u.pool', 'u.unit', 's.since']),
        )
        // Grants are what is held in memory, not use.
        .with('both', (w) =>
          w
            .selectFrom('used as u')
            .rightJoin('granted as g', (join) =>
              join.onRef('g.pool', '=', 'u.pool').onRef('g.unit', '=', 'u.unit').onRef('g.since', '=', 'u.since'),
            )
            .select((eb) => [
              'g.pool',
              'g.unit',
              'g.since',
              'g.grants',
              'g.ordered',
              ch.notNull(eb.ref('u.uses')).as('uses'),
            ]),
        )
        .selectFrom('both as b')
        .select((eb) => [
          'b.pool',
          'b.unit',
          'b.since',
          grantIds(eb.ref('b.grants')).as('grants'),
          useNeeds(eb.ref('b.uses')).as('uses'),
          ch
            .if(
              eb('b.ordered', '=', 1),
              sequence(eb.ref('b.uses'), eb.ref('b.grants')),
              coverage(eb.ref('b.uses'), eb.ref('b.grants')),
            )
            .as('result'),
        ]),
    )
    .table({ orderBy: ['pool', 'unit', 'since'] })
    .check(notNull('pool', 'since'), unique('pool', 'unit', 'since'))
}

type PoolCoverage = ReturnType<typeof poolCoverage<string, string, string>>

export interface PoolCoverageRow extends RowOf<PoolCoverage> {}
