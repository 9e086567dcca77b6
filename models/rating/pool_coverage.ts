import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { blocking, coverage, fitting, partsOfUses } from './coverage.ts'
import { type Amount, ofUse } from './covering.ts'
import { poolGrant } from './pool_grant.ts'
import type { PoolSpanRow } from './pool_span.ts'
import { sequence } from './sequence.ts'
import { outcome } from './takes.ts'
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
        changes:
          'Uses, or their pieces by band, of which something is covered or refused, and what is taken by name: event, need before and after, refused, from unit; in event order',
        takes: 'Grant, event, taken, covered, in the order in which it was taken',
        rests: 'Grants: id, given, left',
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
        .with('parted', (w) =>
          w
            .selectFrom('both as b')
            .selectAll('b')
            .select((eb) => partsOfUses(eb.ref('b.uses'))),
        )
        .with('fitted', (w) =>
          w
            .selectFrom('parted as b')
            .selectAll('b')
            .select((eb) =>
              fitting(eb.ref('b.grants'), {
                ats: eb.ref('b.ats'),
                days: eb.ref('b.days'),
                lines: eb.ref('b.lines'),
                services: eb.ref('b.services'),
                zones: eb.ref('b.zones'),
                bands: eb.ref('b.bands'),
                balances: eb.ref('b.balances'),
                accounts: eb.ref('b.accounts'),
              }).as('fits'),
            ),
        )
        .with('blocked', (w) =>
          w
            .selectFrom('fitted as b')
            .selectAll('b')
            .select((eb) => blocking(eb.ref('b.grants'), eb.ref('b.fits')).as('blocks')),
        )
        .with('covered', (w) =>
          w.selectFrom('blocked as b').select((eb) => [
            'b.pool',
            'b.unit',
            'b.since',
            'b.grants',
            'b.uses',
            ch
              .if(
                eb('b.ordered', '=', 1),
                sequence(eb.ref('b.uses'), eb.ref('b.grants')),
                coverage({
                  grants: eb.ref('b.grants'),
                  fits: eb.ref('b.fits'),
                  blocks: eb.ref('b.blocks'),
                  keys: eb.ref('b.keys'),
                  needs: eb.ref('b.needs'),
                }),
              )
              .as('result'),
          ]),
        )
        .with('told', (w) =>
          w.selectFrom('covered as c').select((eb) => [
            'c.pool',
            'c.unit',
            'c.since',
            'c.uses',
            // Of a use that is cut into pieces all are kept: what is paid of it is known from all of them.
            ch.arrayExists(eb.ref('c.uses'), (use) => eb(ofUse.from(use), '>', '0')).as('pieces'),
            ...outcome(eb.ref('c.uses'), eb.ref('c.grants'), eb.ref('c.result')),
          ]),
        )
        .selectFrom('told as t')
        .select((eb) => [
          't.pool',
          't.unit',
          't.since',
          ch
            .arrayFilterBoth(eb.ref('t.changes'), eb.ref('t.uses'), (change, use) =>
              eb.or([
                eb('t.pieces', '=', true),
                eb(ch.element<Amount>(change, 2), '<>', ch.element<Amount>(change, 3)),
                eb(ofUse.balance(use), '<>', ''),
              ]),
            )
            .as('changes'),
          't.takes',
          't.rests',
        ]),
    )
    .table({ orderBy: ['pool', 'unit', 'since'] })
    .check(notNull('pool', 'since'), unique('pool', 'unit', 'since'))
}

type PoolCoverage = ReturnType<typeof poolCoverage<string, string, string>>

export interface PoolCoverageRow extends RowOf<PoolCoverage> {}
