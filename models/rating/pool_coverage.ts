import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { blocking, coverage, fitting, fittingPlainly, partsOfUses } from './coverage.ts'
import { ofGrant, ofUse, plainUse, wholeUse } from './covering.ts'
import { poolGrant } from './pool_grant.ts'
import { type PoolSpanRow, poolAndUnit } from './pool_span.ts'
import { onlyServiceOf } from './pooled_use.ts'
import { sequence } from './sequence.ts'
import { ofChange, outcome } from './takes.ts'
import type { UnitNeedRow } from './unit_need.ts'

type Tuple = readonly unknown[]

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
          'Uses, or their pieces by band, of which something is covered or refused, and what is taken by name: event, need before and after, refused, from unit; allowance of which it took first, what, whether more than once; in event order',
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
              's.pool_unit',
              ch.arraySort(ch.groupArray(eb.ref('g.grant'))).as('grants'),
              ch.max(ch.toInt(eb.ref('g.pool_ordered'))).as('ordered'),
            ])
            .where((eb) =>
              of === 'money'
                ? eb.and([eb('g.unit', '=', 'money'), eb('g.held', '=', 'allowance')])
                : eb('g.unit', '<>', 'money'),
            )
            .groupBy(['g.pool', 'g.unit', 's.since', 's.pool_unit']),
        )
        .with('used', (w) =>
          w
            .selectFrom('need as u')
            .innerJoin('span as s', (join) =>
              asof(
                join
                  .on((eb) => eb('s.pool_unit', '=', poolAndUnit(eb.ref('u.pool'), eb.ref('u.unit'))))
                  .onRef('u.day', '>=', 's.since'),
              ),
            )
            .select((eb) => {
              // What is taken by name is not plain use.
              const isPlain = eb.and([eb('s.plain', '=', true), eb(ofUse.balance(eb.ref('u.use')), '=', '')])
              return [
                's.pool_unit',
                's.since',
                ch.arraySort(ch.groupArrayIf(plainUse(eb.ref('u.use')), isPlain)).as('plain'),
                ch.arraySort(ch.groupArrayIf(eb.ref('u.use'), eb.not(isPlain))).as('other'),
              ]
            })
            .whereRef('u.day', '<', 's.until')
            .groupBy(['s.pool_unit', 's.since']),
        )
        // Uses are what is held, narrow as they are: a join that looks for grants copies both.
        .with('both', (w) =>
          w
            .selectFrom('granted as g')
            .leftJoin('used as u', (join) =>
              join.onRef('u.pool_unit', '=', 'g.pool_unit').onRef('u.since', '=', 'g.since'),
            )
            .select((eb) => {
              const other = ch.notNull(eb.ref('u.other'))
              const isPlain = eb.and([eb('g.ordered', '=', 0), eb(ch.arrayLength(other), '=', 0n)])
              return [
                'g.pool',
                'g.unit',
                'g.since',
                'g.grants',
                'g.ordered',
                ch.notNull(eb.ref('u.plain')).as('plain'),
                other.as('other'),
                ch.toBool(isPlain).as('plainly'),
                onlyServiceOf(ch.toString(eb.ref('g.unit'))).as('service'),
              ]
            }),
        )
        .with('gathered', (w) =>
          w
            .selectFrom('both as b')
            .selectAll('b')
            .select((eb) => {
              const of = { line: ofGrant.line(ch.at(eb.ref('b.grants'), 1)), service: eb.ref('b.service') }
              const whole = ch.arrayMap(eb.ref('b.plain'), (use) => wholeUse(use, of))
              const all = ch.arraySort(ch.arrayConcat<Tuple>(whole, eb.ref('b.other')))
              // Of plain ones there are no others.
              return ch.if<readonly Tuple[]>(eb('b.plainly', '=', true), eb.ref('b.other'), all).as('uses')
            }),
        )
        .with('parted', (w) =>
          w
            .selectFrom('gathered as b')
            .selectAll('b')
            .select((eb) =>
              partsOfUses({
                plainly: eb('b.plainly', '=', true),
                plain: eb.ref('b.plain'),
                uses: eb.ref('b.uses'),
              }),
            ),
        )
        .with('fitted', (w) =>
          w
            .selectFrom('parted as b')
            .selectAll('b')
            .select((eb) => {
              const [grants, days] = [eb.ref('b.grants'), eb.ref('b.days')]
              const whole = fitting(grants, {
                days,
                ats: eb.ref('b.ats'),
                lines: eb.ref('b.lines'),
                services: eb.ref('b.services'),
                zones: eb.ref('b.zones'),
                bands: eb.ref('b.bands'),
                balances: eb.ref('b.balances'),
                accounts: eb.ref('b.accounts'),
              })
              const plainly = fittingPlainly(grants, days, eb.ref('b.service'))
              return ch.if(eb('b.plainly', '=', true), plainly, whole).as('fits')
            }),
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
            'b.keys',
            'b.needs',
            'b.froms',
            'b.balances',
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
            'c.balances',
            // Of a use that is cut into pieces all are kept: what is paid of it is known from all of them.
            ch.arrayExists(eb.ref('c.froms'), (from) => eb(from, '>', '0')).as('pieces'),
            ...outcome(
              { keys: eb.ref('c.keys'), needs: eb.ref('c.needs'), froms: eb.ref('c.froms') },
              eb.ref('c.grants'),
              eb.ref('c.result'),
            ),
          ]),
        )
        .selectFrom('told as t')
        .select((eb) => [
          't.pool',
          't.unit',
          't.since',
          ch
            .arrayFilterBoth(eb.ref('t.changes'), eb.ref('t.balances'), (change, balance) =>
              eb.or([
                eb('t.pieces', '=', true),
                eb(ofChange.before(change), '<>', ofChange.after(change)),
                eb(balance, '<>', ''),
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
