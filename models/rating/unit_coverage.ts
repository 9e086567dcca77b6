import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin, semiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { coverage } from './coverage.ts'
import { coveredUse } from './covering.ts'
import { poolGrant } from './pool_grant.ts'
import { pooledUse } from './pooled_use.ts'
import { sequence } from './sequence.ts'

/** Which allowances of units cover which use. */
const inferred = model('rating.unit_coverage', { grant: poolGrant, use: pooledUse })
  .describe({
    description:
      'Allowances of units and the use of each pool, in event order: priority, then soonest expiry, then weight decide which is used first. A row a pool.',
    columns: {
      pool: 'Kind and id of who shares',
      grants: 'Grants in the order in which they are used',
      uses: 'Uses, or their pieces by band, in event order',
      result: 'What each use still needs; takes (grant, use, taken, covered); rests; amounts given; what is refused',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('granted', (w) =>
        w
          .selectFrom('grant as g')
          .select((eb) => [
            'g.pool',
            ch.arraySort(ch.groupArray(eb.ref('g.grant'))).as('grants'),
            ch.max(ch.toInt(eb.ref('g.pool_ordered'))).as('ordered'),
          ])
          .where('g.unit', '<>', 'money')
          .groupBy('g.pool'),
      )
      // What the source itself charged is due as it is.
      .with('piece', (w) =>
        w
          .selectFrom('use as u')
          .$call(arrayJoin('piece', (eb) => eb.ref('u.pieces')))
          .select((eb) => [
            'u.pool',
            coveredUse({
              at: eb.ref('u.started_at'),
              eventId: eb.ref('u.event_id'),
              from: ch.element<Decimal<9>>(eb.ref('piece'), 1),
              day: eb.ref('u.day'),
              line: eb.ref('u.subscription_id'),
              service: eb.ref('u.covered_service'),
              zone: eb.ref('u.zone'),
              band: ch.element<Text>(eb.ref('piece'), 3),
              unit: eb.ref('u.unit'),
              need: ch.element<Decimal<9>>(eb.ref('piece'), 2),
            }).as('use'),
          ])
          .where((eb) =>
            eb.and([eb('u.units', '>', '0'), eb.or([eb('u.stated', '=', false), eb('u.service', '=', 'metered')])]),
          ),
      )
      .with('used', (w) =>
        w
          .selectFrom('piece as u')
          .$call(semiJoin('granted as g', (join) => join.onRef('g.pool', '=', 'u.pool')))
          .select((eb) => ['u.pool', ch.arraySort(ch.groupArray(eb.ref('u.use'))).as('uses')])
          .groupBy('u.pool'),
      )
      .with('both', (w) =>
        w
          .selectFrom('granted as g')
          .leftJoin('used as u', 'u.pool', 'g.pool')
          .select((eb) => ['g.pool', 'g.grants', 'g.ordered', ch.notNull(eb.ref('u.uses')).as('uses')]),
      )
      .with('every', (w) =>
        w
          .selectFrom('both as b')
          .select((eb) => ['b.pool', 'b.grants', 'b.uses', coverage(eb.ref('b.uses'), eb.ref('b.grants')).as('result')])
          .where('b.ordered', '=', 0)
          .unionAll(
            w
              .selectFrom('both as b')
              .select((eb) => [
                'b.pool',
                'b.grants',
                'b.uses',
                sequence(eb.ref('b.uses'), eb.ref('b.grants')).as('result'),
              ])
              .where('b.ordered', '=', 1),
          ),
      )
      .selectFrom('every as e')
      .selectAll('e'),
  )
  .table({ orderBy: ['pool'] })
  .check(notNull('pool'), unique('pool'))

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface UnitCoverageRow extends RowOf<typeof inferred> {}

export const unitCoverage: Model<'rating.unit_coverage', UnitCoverageRow> = inferred
