// Read by tsc only: every line under @ts-expect-error must fail to compile, or tsc reports the directive as unused.
import { model, type RowOf } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import {
  antiJoin,
  any,
  arrayJoins,
  asof,
  leftArrayJoin,
  limitBy,
  over,
  param,
  prewhere,
  qualify,
  rowsBetween,
  semiJoin,
  withTotals,
} from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { type Long, type Text, t } from '../../warehouse/columns.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_yes: Same<A, B>) => {}

const usage = source('raw.usage', { event_id: t.string, zone: t.string, called: t.string, seconds: t.uint32 })
const rate = source('raw.rate', { zone: t.string, price: t.decimal(18, 9) })
const both = model('x.y', { u: usage, rate })

const priced = both
  .query((q) =>
    q
      .selectFrom('u')
      .$call(semiJoin('rate as r', (join) => join.onRef('r.zone', '=', 'u.zone')))
      .select(['u.event_id', 'zone']),
  )
  .view()
same<RowOf<typeof priced>, { event_id: Text; zone: Text }>(true)
both.query((q) =>
  q
    .selectFrom('u')
    .$call(semiJoin('rate as r', (join) => join.onRef('r.zone', '=', 'u.zone')))
    // @ts-expect-error a semi join's right side is not in the scope
    .select('r.price'),
)
both.query((q) =>
  q
    .selectFrom('u')
    .$call(antiJoin('rate as r', (join) => join.onRef('r.zone', '=', 'u.zone')))
    .select('u.event_id')
    // @ts-expect-error nor an anti join's
    .where('r.price', '>', '0'),
)
both.query((q) =>
  q
    .selectFrom('u')
    // @ts-expect-error the right side has no such column
    .$call(antiJoin('rate as r', (join) => join.onRef('r.zones', '=', 'u.zone')))
    .select('u.event_id'),
)
both.query((q) =>
  q
    .selectFrom('u')
    // @ts-expect-error no such ref
    .$call(semiJoin('rates as r', (join) => join))
    .select('u.event_id'),
)

const totals = both.query((q) =>
  q
    .selectFrom('u')
    .select(['u.zone', ch.count().as('n')])
    .groupBy('u.zone')
    .$call(withTotals)
    .having((eb) => eb(ch.count(), '>', 1n))
    .orderBy('n'),
)
// @ts-expect-error totals are not stored as rows
totals.table({ orderBy: ['zone'] })
// @ts-expect-error nor as a view
totals.view()
const within = both.query((q) =>
  q.selectFrom((w) => w.selectFrom('u').select('u.zone').groupBy('u.zone').$call(withTotals).as('s')).selectAll(),
)
// @ts-expect-error nor where a query around it hands them on
within.view()

both.query((q) =>
  q
    .selectFrom('u')
    .select('u.event_id')
    // @ts-expect-error no such column
    .$call(qualify((eb) => eb(over(ch.rowNumber(), { partitionBy: [eb.ref('u.zones')] }), '=', 1n))),
)
both.query((q) =>
  q
    .selectFrom('u')
    .select('u.event_id')
    // @ts-expect-error a condition, not a number
    .$call(qualify(() => over(ch.rowNumber()))),
)
// @ts-expect-error a bound is a number of rows or unbounded
rowsBetween('current row', 0)
over(ch.count(), { frame: rowsBetween(-1, 1) })
over(ch.count(), { frame: 'rows between 1 preceding and 1 following' })
// @ts-expect-error no frame starts at the end
over(ch.count(), { frame: 'rows between unbounded following and unbounded following' })

const steps = both
  .query((q) =>
    q
      .selectFrom('u')
      .$call(
        arrayJoins((eb) => ({
          part: ch.splitBy(eb.ref('u.called'), '-'),
          place: ch.range(ch.literal(0n), ch.literal(2n)),
        })),
      )
      .$call(leftArrayJoin('prefix', (eb) => ch.prefixes(eb.ref('u.called'), 1, 3)))
      .select(['u.event_id', 'part', 'place', 'prefix']),
  )
  .view()
same<RowOf<typeof steps>, { event_id: Text; part: Text; place: Long; prefix: Text }>(true)
both.query((q) =>
  q
    .selectFrom('u')
    .$call(arrayJoins((eb) => ({ part: ch.splitBy(eb.ref('u.called'), '-') })))
    // @ts-expect-error no array of this name
    .select('parts'),
)
both.query((q) =>
  q
    .selectFrom('u')
    // @ts-expect-error a text is no array
    .$call(arrayJoins((eb) => ({ part: eb.ref('u.called') })))
    .select('u.event_id'),
)

both.query((q) => q.selectFrom('u').select('u.event_id').where('u.zone', '=', param('zone', t.string)))
// @ts-expect-error a day is not a text
both.query((q) => q.selectFrom('u').select('u.event_id').where('u.zone', '=', param('zone', t.date)))
// @ts-expect-error a type is a column's, not its text
param('zone', 'String')

both.query((q, { final }) =>
  // @ts-expect-error FINAL of no such ref
  q.selectFrom(final('usages', 'x')).select('x.zone'),
)
both.query((q) =>
  q
    .selectFrom('u')
    .select('u.zone')
    // @ts-expect-error PREWHERE by no such column
    .$call(prewhere((eb) => eb('u.second', '>', 0))),
)
both.query((q) =>
  q
    .selectFrom('u')
    .select('u.zone')
    // @ts-expect-error PREWHERE is a condition
    .$call(prewhere((eb) => eb.ref('u.seconds'))),
)
both.query((q) =>
  q
    .selectFrom('u')
    .select('u.zone')
    // @ts-expect-error LIMIT BY no such column
    .$call(limitBy(1, (eb) => [eb.ref('u.event')])),
)
both.query((q) =>
  q
    .selectFrom('u')
    // @ts-expect-error ANY of no such column
    .leftJoin('rate as r', (join) => any(join.onRef('r.zones', '=', 'u.zone')))
    .select('u.zone'),
)
both.query((q) =>
  q
    .selectFrom('u')
    // @ts-expect-error ASOF by no such column
    .leftJoin('rate as r', (join) => asof(join.onRef('r.zone', '=', 'u.zone').onRef('u.seconds', '>=', 'r.cost')))
    .select('u.zone'),
)
const outer = both
  .query((q) =>
    q
      .selectFrom('u')
      .leftJoin('rate as r', (join) => any(join.onRef('r.zone', '=', 'u.zone')))
      .select(['u.zone', 'r.price']),
  )
  .view()
// @ts-expect-error what a LEFT JOIN did not find is NULL
same<null extends RowOf<typeof outer>['price'] ? true : false, false>(true)
