import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { coverage, coveredUse } from './coverage.ts'
import { poolGrant } from './pool_grant.ts'
import { pooledUse } from './pooled_use.ts'

/** Which allowances of units cover which use. */
const inferred = model('rating.unit_coverage', { grant: poolGrant, use: pooledUse })
  .describe({
    description:
      'Allowances of units and the use of each pool, in event order: priority, then soonest expiry, then weight decide which is used first. A row a pool.',
    columns: {
      pool: 'Kind and id of who shares',
      grants: 'Grants in the order in which they are used',
      uses: 'Uses in event order: start, event, day, line, service or metric, zone, unit, need',
      result: 'What each use still needs; takes (grant, use, taken, covered); rests; amounts given; what is refused',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('granted', (w) =>
        w
          .selectFrom('grant as g')
          .select((eb) => ['g.pool', ch.arraySort(ch.groupArray(eb.ref('g.grant'))).as('grants')])
          .where('g.unit', '<>', 'money')
          .groupBy('g.pool'),
      )
      // What the source itself charged is due as it is.
      .with('used', (w) =>
        w
          .selectFrom('use as u')
          .select((eb) => [
            'u.pool',
            coveredUse({
              startedAt: eb.ref('u.started_at'),
              eventId: eb.ref('u.event_id'),
              day: eb.ref('u.day'),
              line: eb.ref('u.subscription_id'),
              service: eb.ref('u.covered_service'),
              zone: eb.ref('u.zone'),
              unit: eb.ref('u.unit'),
              need: eb.ref('u.units'),
            }).as('use'),
          ])
          .where((eb) =>
            eb.and([eb('u.units', '>', '0'), eb.or([eb('u.stated', '=', false), eb('u.service', '=', 'metered')])]),
          ),
      )
      .with('ordered', (w) =>
        w
          .selectFrom('used as u')
          .select((eb) => ['u.pool', ch.arraySort(ch.groupArray(eb.ref('u.use'))).as('uses')])
          .groupBy('u.pool'),
      )
      .selectFrom('granted as g')
      .leftJoin('ordered as u', 'u.pool', 'g.pool')
      .select((eb) => [
        'g.pool',
        'g.grants',
        ch.notNull(eb.ref('u.uses')).as('uses'),
        coverage(ch.notNull(eb.ref('u.uses')), eb.ref('g.grants')).as('result'),
      ]),
  )
  .table({ orderBy: ['pool'] })
  .check(notNull('pool'), unique('pool'))

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface UnitCoverageRow extends RowOf<typeof inferred> {}

export const unitCoverage: Model<'rating.unit_coverage', UnitCoverageRow> = inferred
