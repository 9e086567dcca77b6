// Read by tsc only: every line under @ts-expect-error must fail to compile, or tsc reports the directive as unused.
import { model, type RowOf } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { cube, groupingSets, rollup, settings, withFill } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import {
  type AggregateState,
  type Day,
  type Decimal,
  type Float,
  type Long,
  type Text,
  t,
} from '../../warehouse/columns.ts'
import { agree } from './agreement.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_yes: Same<A, B>) => {}

const usage = source('raw.usage', {
  zone: t.string,
  day: t.date,
  at: t.nullable(t.instant),
  amount: t.decimal(18, 4),
  seconds: t.uint32,
})
const onUsage = model('x.y', { u: usage })

const rolled = onUsage
  .query((q) =>
    q
      .selectFrom('u')
      .select((eb) => ['u.zone', 'u.day', ch.sum(eb.ref('u.amount')).as('amount')])
      .$call(rollup('zone'))
      .select((eb) => ch.grouping(eb.ref('u.zone')).as('is_total')),
  )
  .view()
same<RowOf<typeof rolled>, { zone: Text | null; day: Day; amount: Decimal<4>; is_total: Long }>(true)
const sets = onUsage
  .query((q) =>
    q
      .selectFrom('u')
      .select(['u.zone', 'u.day'])
      .$call(groupingSets(['zone', 'day'], ['zone'], [])),
  )
  .view()
same<RowOf<typeof sets>, { zone: Text | null; day: Day | null }>(true)
const zones = onUsage.query((q) => {
  const query = q.selectFrom('u').select('u.zone')
  // @ts-expect-error day is not selected
  query.$call(cube('zone', 'day'))
  return query.$call(cube('zone'))
})
same<RowOf<ReturnType<(typeof zones)['view']>>['zone'], Text | null>(true)
// @ts-expect-error a rollup has a key
rollup()
onUsage
  .query((q) => q.selectFrom('u').select('u.zone').$call(rollup('zone')))
  // @ts-expect-error a snapshot's key is never NULL, and a rolled up one may be
  .snapshot({ key: ['zone'] })

const filled = () =>
  onUsage.query((q) =>
    q
      .selectFrom('u')
      .select(['u.day', 'u.at', 'u.seconds', 'u.zone'])
      .$call(withFill('day', { from: ch.day('2026-01-01'), step: '1 day', carry: ['zone'] }))
      .$call(withFill('seconds', { step: 10 })),
  )
same<RowOf<ReturnType<ReturnType<typeof filled>['view']>>['day'], Day>(true)
onUsage.query((q) =>
  q
    .selectFrom('u')
    .select(['u.day', 'u.seconds'])
    // @ts-expect-error days go by spans
    .$call(withFill('day', { step: 1 })),
)
onUsage.query((q) =>
  q
    .selectFrom('u')
    .select(['u.day', 'u.seconds'])
    // @ts-expect-error a bound has the column's type
    .$call(withFill('day', { from: ch.instant('2026-01-01T00:00:00Z'), step: '1 day' })),
)
onUsage.query((q) =>
  q
    .selectFrom('u')
    .select(['u.day', 'u.zone', 'u.at'])
    // @ts-expect-error no next text
    .$call(withFill('zone', { step: 1 })),
)
onUsage.query((q) =>
  q
    .selectFrom('u')
    .select(['u.day', 'u.at'])
    // @ts-expect-error nor one of NULL
    .$call(withFill('at', { step: '1 hour' })),
)
onUsage.query((q) =>
  q
    .selectFrom('u')
    .select(['u.day'])
    // @ts-expect-error what is carried is selected
    .$call(withFill('day', { step: '1 day', carry: ['zone'] })),
)

settings({ max_threads: 1, join_algorithm: 'grace_hash', max_bytes_before_external_group_by: 1_000_000_000 })
// @ts-expect-error no such setting
settings({ max_thread: 1 })
// @ts-expect-error no such join algorithm
settings({ join_algorithm: 'merge' })
// @ts-expect-error on or off
settings({ join_use_nulls: 2 })

const state = onUsage
  .query((q) =>
    q
      .selectFrom('u')
      .select((eb) => [
        'u.day',
        ch.sumState(eb.ref('u.amount')).as('amount'),
        ch.uniqExactState(eb.ref('u.zone')).as('zones'),
        ch.maxState(eb.ref('u.at')).as('last'),
        ch.sumSimpleState(eb.ref('u.seconds')).as('seconds'),
      ])
      .groupBy('u.day'),
  )
  .view()
type State = RowOf<typeof state>
same<State['amount'], AggregateState<'sum', Decimal<4>>>(true)
same<State['seconds'], Long>(true)
agree<'x.y', State, 'amount', 'AggregateFunction(sum, Decimal(18, 4))'>('agrees')
agree<'x.y', State, 'seconds', 'SimpleAggregateFunction(sum, UInt64)'>('agrees')
// @ts-expect-error another function's state
agree<'x.y', State, 'zones', 'AggregateFunction(sum, UInt64)'>('agrees')
const stored = source('raw.state', {
  amount: t.aggregateState('sum', t.decimal(18, 4)),
  mean: t.aggregateState('avg', t.nullable(t.uint32)),
  zones: t.aggregateState('uniqExact', t.lowCardinality),
  calls: t.aggregateState('count'),
  last: t.aggregateState('argMax', t.nullable(t.string), t.instant),
})
const ofStored = model('x.w', { s: stored })
  .query((q) =>
    q
      .selectFrom('s')
      .select((eb) => [
        ch.sumMerge(eb.ref('s.amount')).as('amount'),
        ch.avgMerge(eb.ref('s.mean')).as('mean'),
        ch.uniqExactMerge(eb.ref('s.zones')).as('zones'),
        ch.countMerge(eb.ref('s.calls')).as('calls'),
        ch.argMaxMerge(eb.ref('s.last')).as('last'),
      ]),
  )
  .view()
same<RowOf<typeof ofStored>, { amount: Decimal<4>; mean: Float | null; zones: Long; calls: Long; last: Text | null }>(
  true,
)
model('x.w', { s: stored }).query((q) =>
  // @ts-expect-error the state of a distinct count is no sum
  q.selectFrom('s').select((eb) => ch.sumMerge(eb.ref('s.zones')).as('zones')),
)
// @ts-expect-error no such function
t.aggregateState('summ', t.uint32)
// @ts-expect-error what it is largest by is missing
t.aggregateState('argMax', t.string)
const onState = model('x.z', { s: state })
const merged = onState
  .query((q) =>
    q
      .selectFrom('s')
      .select((eb) => [ch.sumMerge(eb.ref('s.amount')).as('amount'), ch.maxMerge(eb.ref('s.last')).as('last')]),
  )
  .view()
same<RowOf<typeof merged>['amount'], Decimal<4>>(true)
same<Extract<RowOf<typeof merged>['last'], null>, null>(true)
onState.query((q) =>
  q.selectFrom('s').select((eb) => [
    // @ts-expect-error a state of distinct values is no sum
    ch.sumMerge(eb.ref('s.zones')).as('m'),
    // @ts-expect-error an amount is no state
    ch.countMerge(eb.ref('s.seconds')).as('n'),
    // @ts-expect-error a state is no number
    ch.plus(eb.ref('s.amount'), ch.zero(4)).as('p'),
  ]),
)
// @ts-expect-error nor is it compared with one
onState.query((q) => q.selectFrom('s').select('s.day').where('s.amount', '>', '0'))
