// Read by tsc only: every line under @ts-expect-error must fail to compile, or tsc reports the directive as unused.
import type { Expression } from 'kysely'
import { customerVersion } from '../../models/staging/entity_versions.ts'
import { accepted, expression, notNull, relationship, unique } from '../../transforms/project/check.ts'
import { model, type RowOf } from '../../transforms/project/model.ts'
import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { source } from '../../transforms/project/source.ts'
import { arrayJoin, asof, limitBy, over, prewhere } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { type Day, type Decimal, type Instant, type Long, type Text, t } from '../../warehouse/columns.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_yes: Same<A, B>) => {}

const usage = source('raw.usage', {
  event_id: t.string,
  account_id: t.uint64,
  called: t.string,
  started_at: t.instant,
  seconds: t.uint32,
  service: t.oneOf('voice', 'sms'),
  zone: t.nullable(t.string),
})
const rate = source('raw.rate', { prefix: t.string, valid_from: t.instant, price: t.decimal(18, 9), plan: t.string })

export const rated = model('rating.rated', { usage, rate })
  .describe({ description: 'Each call with the rate in force when it started.', tags: ['rating'] })
  .query((q, { final }) =>
    q
      .selectFrom(final('usage', 'u'))
      .$call(arrayJoin('prefix', (eb) => ch.prefixes(eb.ref('u.called'), 1, 7)))
      .leftJoin('rate as r', (join) =>
        asof(join.onRef('r.prefix', '=', 'prefix').onRef('u.started_at', '>=', 'r.valid_from')),
      )
      .$call(prewhere((eb) => eb('u.seconds', '>', 0)))
      .select((eb) => [
        'u.event_id',
        'u.account_id',
        'u.seconds',
        'u.service',
        'u.zone',
        'r.plan',
        'r.price',
        ch.toDate(eb.ref('u.started_at')).as('day'),
        ch.roundHalfUp(ch.mul(ch.coalesce(eb.ref('r.price'), ch.zero(9)), eb.ref('u.seconds')), 4).as('charge'),
        ch.mul(eb.ref('r.price'), eb.ref('u.seconds')).as('exact'),
        ch.if(eb('u.seconds', '>', 60), eb.ref('r.plan'), ch.text('short')).as('label'),
        ch.multiIf([[eb('u.seconds', '>', 60), ch.literal('long')]], ch.literal('short')).as('length'),
        over(ch.rowNumber(), { partitionBy: [eb.ref('u.account_id')], orderBy: [eb.ref('u.started_at')] }).as(
          'position',
        ),
      ])
      .$call(limitBy(1, (eb) => [eb.ref('u.event_id')])),
  )
  .table({ orderBy: ['account_id', 'day'], partitionBy: 'toYYYYMM(day)' })
  .check(
    notNull('account_id', 'day'),
    unique('event_id'),
    accepted('service', ['voice', 'sms']),
    relationship('event_id', usage, 'event_id'),
    expression('a charge is not negative', (eb) => eb('charge', '>=', '0')),
  )

type Rated = RowOf<typeof rated>
same<Rated['charge'], Decimal<4>>(true)
same<Rated['exact'], Decimal<9> | null>(true)
same<Rated['plan'], Text | null>(true)
same<Rated['label'], Text | null>(true)
same<Rated['length'], 'long' | 'short'>(true)
same<Rated['day'], Day>(true)
same<Rated['service'], 'voice' | 'sms'>(true)
same<Rated['position'], Long>(true)

export const daily = model('finance.daily', { rated })
  .query((q) =>
    q
      .selectFrom('rated as r')
      .select((eb) => [
        'r.day',
        ch.sum(eb.ref('r.charge')).as('revenue'),
        ch.count().as('events'),
        ch.avg(eb.ref('r.seconds')).as('mean'),
        ch.max(eb.ref('r.zone')).as('zone'),
        ch.div(ch.decimal(ch.sum(eb.ref('r.charge')), 9), ch.count()).as('mean_charge'),
        ch.plus(ch.sum(eb.ref('r.charge')), ch.zero(4)).as('plus'),
      ])
      .groupBy('r.day'),
  )
  .view()
type Daily = RowOf<typeof daily>
same<Daily['revenue'], Decimal<4>>(true)
same<Daily['mean_charge'], Decimal<9>>(true)
same<Daily['plus'], Decimal<4>>(true)
same<Daily['zone'], Text | null>(true)

export const agree = reconciliation('daily = rated', { rated, daily })
  .by('day')
  .left((q) =>
    q
      .selectFrom('rated as r')
      .select((eb) => ['r.day', ch.sum(eb.ref('r.charge')).as('amount')])
      .groupBy('r.day'),
  )
  .right((q) => q.selectFrom('daily as d').select(['d.day', 'd.revenue as amount']))

const onRated = model('x.y', { r: rated })
// @ts-expect-error upstream has no such column
onRated.query((q) => q.selectFrom('r').select('r.chrage'))
// @ts-expect-error not a declared ref
onRated.query((q) => q.selectFrom('daily').select('day'))
// @ts-expect-error the order key is not an output column
onRated.query((q) => q.selectFrom('r').select('r.day')).table({ orderBy: ['account_id'] })
// @ts-expect-error nor the partition key
onRated.query((q) => q.selectFrom('r').select('r.day')).table({ orderBy: ['day'], partitionBy: 'toYYYYMM(started_at)' })
// @ts-expect-error money is never compared with a JS number
onRated.query((q) => q.selectFrom('r').select('r.day').where('r.charge', '>', 0.1))
// @ts-expect-error a 64-bit integer is no JS number
onRated.query((q) => q.selectFrom('r').select('r.day').where('r.account_id', '=', 1))
// @ts-expect-error a day is not an instant
onRated.query((q) => q.selectFrom('r').select((eb) => ch.toDate(eb.ref('r.day')).as('d')))
// @ts-expect-error not one of the closed list
onRated.query((q) => q.selectFrom('r').select('r.day').where('r.service', '=', 'fax'))
// @ts-expect-error an open scale does not leave the model
onRated.query((q) => q.selectFrom('r').select((eb) => ch.mul(eb.ref('r.charge'), eb.ref('r.charge')).as('m'))).view()
onRated.query((q) =>
  q.selectFrom('r').select((eb) => [
    // @ts-expect-error branches of one type
    ch.if(ch.literal(true), eb.ref('r.day'), eb.ref('r.charge')).as('m'),
    // @ts-expect-error a fallback has the column's type
    ch.coalesce(eb.ref('r.plan'), eb.ref('r.day')).as('n'),
  ]),
)
// One fallback that is never NULL ends it, wherever it stands.
export const told: Expression<Text> = ch.coalesce(ch.null<Text>(), ch.null<Text>(), ch.text('none'))
// @ts-expect-error each may be NULL
export const untold: Expression<Text> = ch.coalesce(ch.null<Text>(), ch.null<Text>())
// @ts-expect-error a version has no time of its own: it is valid_from
model('x.z', { v: customerVersion }).query((q) => q.selectFrom('v').select('v.updated_at'))
// @ts-expect-error nor the entity's id: it is entity_id
model('x.z', { v: customerVersion }).query((q) => q.selectFrom('v').select('v.customer_id'))
// @ts-expect-error a wall clock is not an instant
export const clock = (e: ReturnType<typeof ch.toLocal<Instant, Long>>) => ch.toUnixMilliseconds(e)
const events = model('rating.events', { usage, rate }).query((q) =>
  q
    .selectFrom('usage as u')
    .leftJoin('rate as r', 'r.prefix', 'u.called')
    .select(['u.event_id', 'u.started_at', 'u.account_id', 'u.zone', 'r.valid_from']),
)
events.incremental({
  orderBy: ['event_id'],
  interval: 'day',
  time: 'started_at',
  bucket: { by: 'account_id', count: 16 },
  from: { usage: { time: 'started_at', lookback: 'month', bucket: 'account_id' } },
  dimensions: { rate: { from: 'valid_from' } },
})
// @ts-expect-error an id has no day
events.incremental({ orderBy: ['event_id'], interval: 'day', time: 'event_id', from: { usage: 'started_at' } })
// @ts-expect-error nor has a row without a time
events.incremental({ orderBy: ['event_id'], interval: 'day', time: 'valid_from', from: { usage: 'started_at' } })
// @ts-expect-error the input has no such column
events.incremental({ orderBy: ['event_id'], interval: 'day', time: 'started_at', from: { usage: 'valid_from' } })
// @ts-expect-error no such input
events.incremental({ orderBy: ['event_id'], interval: 'day', time: 'started_at', from: { usages: 'started_at' } })
// @ts-expect-error no such interval
events.incremental({ orderBy: ['event_id'], interval: 'week', time: 'started_at', from: { usage: 'started_at' } })
// @ts-expect-error a view's intervals are told by instants or days
events.view({ time: 'started_at', from: { usage: 'zone' } })
// @ts-expect-error a key is never NULL
events.snapshot({ key: ['zone'] })
// @ts-expect-error no such input
events.append({ orderBy: ['event_id'], from: 'usages' })
const history = events.snapshot({ key: ['event_id'], updated: 'started_at' })
same<RowOf<typeof history>['valid_to'], Instant | null>(true)
// @ts-expect-error no such column to check
rated.check(notNull('chrage'))
// @ts-expect-error no such column in the other model
rated.check(relationship('event_id', daily, 'event_id'))
// @ts-expect-error nor in an expression
rated.check(expression('x', (eb) => eb('chrage', '>', '0')))
// @ts-expect-error a name has a database
model('rated', {})
reconciliation('x', { daily })
  .by('day')
  .left((q) => q.selectFrom('daily').select(['day', 'revenue']))
  // @ts-expect-error the sides have the same columns
  .right((q) => q.selectFrom('daily').select(['day', 'events']))
