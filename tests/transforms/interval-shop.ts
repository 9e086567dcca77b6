import { unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject, type Project } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

const landed = { _batch: t.string, _landed_at: t.instant }

/** Calls and messages as they land, and prices that hold for a time. */
export const calls = source('raw.calls', {
  event_id: t.uint64,
  account: t.nullable(t.string),
  zone: t.lowCardinality,
  started_at: t.instant,
  seconds: t.uint32,
  ...landed,
})
export const messages = source('raw.messages', {
  event_id: t.uint64,
  sender: t.nullable(t.string),
  zone: t.lowCardinality,
  sent_at: t.instant,
  ...landed,
})
export const prices = source('raw.prices', {
  zone: t.lowCardinality,
  price: t.decimal(18, 4),
  valid_from: t.instant,
  valid_to: t.nullable(t.instant),
})

/**
 * Every way of being built by interval: a view over two inputs, days in buckets with a dated dimension, days of days, months
 * in buckets with a running sum, days that read their month so far, days that read the day before.
 */
export function intervalShop({
  scale = 4,
  astray = false,
  sharded = false,
  wider = false,
}: {
  scale?: 2 | 4
  astray?: boolean
  /** The view and the priced use have columns more, which nobody reads. */
  wider?: boolean
  /** On a cluster, what has accounts lies in parts by them. */
  sharded?: boolean
} = {}): Project {
  const parts = sharded ? { shardBy: 'account' as const } : {}
  const use = model('staging.use', { calls, messages })
    .query((q) =>
      q
        .selectFrom('calls as c')
        .select(['c.event_id', 'c.account', 'c.zone', 'c.started_at', 'c.seconds'])
        .select(wider ? ['c.zone as to_zone'] : [])
        .unionAll(
          q
            .selectFrom('messages as m')
            .select(['m.event_id', 'm.sender as account', 'm.zone', 'm.sent_at as started_at'])
            .select(ch.toUnsignedInt(ch.literal(1)).as('seconds'))
            .select(wider ? ['m.zone as to_zone'] : []),
        ),
    )
    .view({ time: 'started_at', from: { calls: 'started_at', messages: 'sent_at' } })
  const priced = model('rating.priced', { use, prices })
    .query((q) =>
      q
        .selectFrom('use as u')
        .leftJoin('prices as p', (join) =>
          asof(join.onRef('p.zone', '=', 'u.zone').onRef('u.started_at', '>=', 'p.valid_from')),
        )
        .select((eb) => {
          const holds = eb.or([eb('p.valid_to', 'is', null), eb('u.started_at', '<', eb.ref('p.valid_to'))])
          const price = ch.if(holds, ch.coalesce(eb.ref('p.price'), ch.zero(4)), ch.zero(4))
          return [
            'u.event_id',
            'u.account',
            astray
              ? ch.addDays(eb.ref('u.started_at'), ch.literal(1)).as('started_at')
              : eb.ref('u.started_at').as('started_at'),
            ch.decimal(ch.roundHalfUp(ch.mul(price, eb.ref('u.seconds')), scale), 4).as('charge'),
            ...(wider ? [eb.ref('u.to_zone').as('to_zone'), eb.ref('u.seconds').as('duration_s')] : []),
          ]
        }),
    )
    .incremental({
      ...parts,
      orderBy: ['account', 'started_at'],
      interval: 'day',
      time: 'started_at',
      bucket: { by: 'account', count: 4 },
      from: { use: { time: 'started_at', bucket: 'account' } },
      dimensions: { prices: { from: 'valid_from', to: 'valid_to' } },
    })
    .check(unique('event_id'))
  const daily = model('finance.daily', { priced })
    .query((q) =>
      q
        .selectFrom('priced as p')
        .select((eb) => [
          ch.toDate(eb.ref('p.started_at')).as('day'),
          ch.sum(eb.ref('p.charge')).as('revenue'),
          ch.count().as('events'),
        ])
        .groupBy((eb) => ch.toDate(eb.ref('p.started_at'))),
    )
    .incremental({ orderBy: ['day'], interval: 'day', time: 'day', from: { priced: 'started_at' } })
    .check(unique('day'))
  const running = model('finance.running', { priced })
    .query((q) =>
      q.selectFrom('priced as p').select((eb) => [
        'p.event_id',
        'p.account',
        ch.toStartOfMonth(eb.ref('p.started_at')).as('month'),
        over(ch.sum(eb.ref('p.charge')), {
          partitionBy: [eb.ref('p.account'), ch.toStartOfMonth(eb.ref('p.started_at'))],
          orderBy: [eb.ref('p.started_at'), eb.ref('p.event_id')],
        }).as('so_far'),
      ]),
    )
    .incremental({
      ...parts,
      orderBy: ['account', 'event_id'],
      interval: 'month',
      time: 'month',
      bucket: { by: 'account', count: 4 },
      from: { priced: { time: 'started_at', bucket: 'account' } },
    })
  const toDate = model('finance.month_to_date', { daily })
    .query((q) =>
      q.selectFrom('daily as d').select((eb) => [
        'd.day',
        over(ch.sum(eb.ref('d.revenue')), {
          partitionBy: [ch.toStartOfMonth(eb.ref('d.day'))],
          orderBy: [eb.ref('d.day')],
        }).as('so_far'),
      ]),
    )
    .incremental({
      orderBy: ['day'],
      interval: 'day',
      time: 'day',
      from: { daily: { time: 'day', lookback: 'month' } },
    })
  const share = model('finance.share_of_month', { daily, month: daily })
    .query((q) =>
      q
        .with('total', (w) =>
          w
            .selectFrom('month as m')
            .select((eb) => [ch.toStartOfMonth(eb.ref('m.day')).as('month'), ch.sum(eb.ref('m.revenue')).as('revenue')])
            .groupBy((eb) => ch.toStartOfMonth(eb.ref('m.day'))),
        )
        .selectFrom('daily as d')
        .innerJoin('total as t', (join) => join.on((eb) => eb('t.month', '=', ch.toStartOfMonth(eb.ref('d.day')))))
        .select(['d.day', 'd.revenue', 't.revenue as of_month']),
    )
    .incremental({
      orderBy: ['day'],
      interval: 'day',
      time: 'day',
      from: { daily: 'day', month: { time: 'day', interval: 'month' } },
    })
  const twoDays = model('finance.two_days', { priced })
    .query((q) =>
      q
        .with('counted', (w) =>
          w
            .selectFrom('priced as p')
            .select((eb) => [ch.toDate(eb.ref('p.started_at')).as('day'), ch.toLong(ch.literal(1)).as('n')])
            .unionAll(
              w
                .selectFrom('priced as p')
                .select((eb) => [
                  ch.addDays(ch.toDate(eb.ref('p.started_at')), ch.literal(1)).as('day'),
                  ch.toLong(ch.literal(1)).as('n'),
                ]),
            ),
        )
        .selectFrom('counted as c')
        .select((eb) => ['c.day', ch.sum(eb.ref('c.n')).as('events')])
        .groupBy('c.day'),
    )
    .incremental({
      orderBy: ['day'],
      interval: 'day',
      time: 'day',
      from: { priced: { time: 'started_at', lookback: 1 } },
    })
  // Other buckets than its parent's, and a view that does not say how its intervals are made: both are told by contents.
  const byAccount = model('finance.by_account', { priced })
    .query((q) =>
      q
        .selectFrom('priced as p')
        .select((eb) => [
          'p.account',
          ch.toStartOfMonth(eb.ref('p.started_at')).as('month'),
          ch.sum(eb.ref('p.charge')).as('revenue'),
        ])
        .groupBy((eb) => ['p.account', ch.toStartOfMonth(eb.ref('p.started_at'))]),
    )
    .incremental({
      ...parts,
      orderBy: ['account'],
      interval: 'month',
      time: 'month',
      bucket: { by: 'account', count: 3 },
      from: { priced: { time: 'started_at', bucket: 'account' } },
    })
  const paid = model('finance.paid', { priced })
    .query((q) =>
      q.selectFrom('priced as p').select(['p.event_id', 'p.started_at', 'p.charge']).where('p.charge', '>', '0'),
    )
    .view()
  const paidDaily = model('finance.paid_daily', { paid })
    .query((q) =>
      q
        .selectFrom('paid as p')
        .select((eb) => [ch.toDate(eb.ref('p.started_at')).as('day'), ch.count().as('events')])
        .groupBy((eb) => ch.toDate(eb.ref('p.started_at'))),
    )
    .incremental({ orderBy: ['day'], interval: 'day', time: 'day', from: { paid: 'started_at' } })
  const best = model('finance.best_day', { daily })
    .query((q) => q.selectFrom('daily as d').select((eb) => [ch.max(eb.ref('d.revenue')).as('revenue')]))
    .table({ orderBy: [] })
  return defineProject({
    models: [use, priced, daily, running, toDate, share, twoDays, byAccount, paid, paidDaily, best],
  })
}

export interface Landing {
  readonly id: number
  readonly account: string | null
  readonly zone: string
  /** Minutes after the start of 2026. */
  readonly minute: number
  readonly seconds: number
}

export interface Price {
  readonly zone: string
  readonly price: string
  readonly from: number
  readonly to: number | null
}

/** Makes the three landed tables, calls and messages partitioned by landing day as landing makes them. */
export async function openIntervalShop(warehouse: Warehouse, prefix: string): Promise<void> {
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${prefix}raw`)
  for (const { name, columns } of [calls, messages, prices]) {
    const list = Object.entries(columns).map(([column, { ddl }]) => `${column} ${ddl}`)
    const by = '_landed_at' in columns ? 'PARTITION BY toDate(_landed_at)' : ''
    await warehouse.command(`CREATE TABLE ${prefix}${name} (${list.join(', ')}) ENGINE = MergeTree ${by} ORDER BY zone`)
  }
}

const START = "toDateTime64('2026-01-01 00:00:00', 3, 'UTC')"

/** Lands a batch; the day it lands on is told apart from those its events are of. */
export async function land(
  warehouse: Warehouse,
  prefix: string,
  table: 'calls' | 'messages',
  batch: string,
  landedOn: number,
  events: readonly Landing[],
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ id, account, zone, minute, seconds }) => {
    const who = account === null ? 'NULL' : `'${account}'`
    const at = `${START} + toIntervalMinute(${minute})`
    const own = table === 'calls' ? `${at}, ${seconds}` : at
    return `(${id}, ${who}, '${zone}', ${own}, '${batch}', ${START} + toIntervalDay(${landedOn}))`
  })
  await warehouse.command(`INSERT INTO ${prefix}raw.${table} VALUES ${rows.join(', ')}`)
}

/** Prices as they now are, in the place of those before. */
export async function setPrices(warehouse: Warehouse, prefix: string, list: readonly Price[]): Promise<void> {
  await warehouse.command(`TRUNCATE TABLE ${prefix}raw.prices`)
  if (list.length === 0) return
  const rows = list.map(({ zone, price, from, to }) => {
    const end = to === null ? 'NULL' : `${START} + toIntervalMinute(${to})`
    return `('${zone}', ${price}, ${START} + toIntervalMinute(${from}), ${end})`
  })
  await warehouse.command(`INSERT INTO ${prefix}raw.prices VALUES ${rows.join(', ')}`)
}
