import { expression, notNull, relationship, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { source } from '../../transforms/project/source.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

/** A small project: calls and rates -> rated calls -> revenue a day, with a view on top. */
export const calls = source('raw.calls', {
  event_id: t.string,
  account_id: t.uint64,
  zone: t.lowCardinality,
  started_at: t.instant,
  seconds: t.uint32,
})
export const rates = source('raw.rates', { zone: t.lowCardinality, price: t.decimal(18, 9) })

export interface ShopOptions {
  /** Decimals of a rated charge: another number is another definition. */
  readonly scale?: 2 | 4
  /** Makes the query fail when it runs. */
  readonly broken?: boolean
  /** Adds a check that fails. */
  readonly strict?: boolean
  readonly withoutView?: boolean
  /** Adds a column that nobody reads. */
  readonly wider?: boolean
}

export function shop({
  scale = 4,
  broken = false,
  strict = false,
  withoutView = false,
  wider = false,
}: ShopOptions = {}) {
  const rated = model('rating.rated', { calls, rates })
    .describe({ description: 'One row a call.', columns: { charge: 'Price of the call.' }, tags: ['rating'] })
    .query((q) =>
      q
        .selectFrom('calls as c')
        .leftJoin('rates as r', 'r.zone', 'c.zone')
        .select((eb) => [
          'c.event_id',
          'c.account_id',
          'r.zone',
          ch.toDate(eb.ref('c.started_at')).as('day'),
          ch
            .decimal(ch.roundHalfUp(ch.mul(ch.coalesce(eb.ref('r.price'), ch.zero(9)), eb.ref('c.seconds')), scale), 4)
            .as('charge'),
          ch.toLong(broken ? ch.text('not a number') : ch.text('1')).as('one'),
          ...(wider ? [eb.ref('c.seconds').as('duration_s')] : []),
        ]),
    )
    .table({ orderBy: ['day', 'zone'], partitionBy: 'toYYYYMM(day)' })
    .check(
      notNull('event_id', 'day'),
      unique('event_id'),
      relationship('zone', rates, 'zone'),
      expression('a charge is not negative', (eb) => eb('charge', '>=', '0')),
    )
  const ratedChecked = strict ? rated.check(expression('no call is free', (eb) => eb('charge', '>', '0'))) : rated
  const daily = model('finance.daily', { rated })
    .describe({ description: 'Revenue a day.', tags: ['finance'] })
    .query((q) =>
      q
        .selectFrom('rated as r')
        .select((eb) => ['r.day', ch.sum(eb.ref('r.charge')).as('revenue'), ch.count().as('calls')])
        .groupBy('r.day'),
    )
    .table({ orderBy: ['day'] })
    .check(unique('day'))
  const best = model('finance.best_day', { daily })
    .query((q) => q.selectFrom('daily as d').select((eb) => [ch.max(eb.ref('d.revenue')).as('revenue')]))
    .view()
  const agree = reconciliation('rated = daily', { rated, daily })
    .by('day')
    .left((q) =>
      q
        .selectFrom('rated as r')
        .select((eb) => ['r.day', ch.sum(eb.ref('r.charge')).as('amount')])
        .groupBy('r.day'),
    )
    .right((q) => q.selectFrom('daily as d').select(['d.day', 'd.revenue as amount']))
  const models = [ratedChecked, daily, ...(withoutView ? [] : [best])]
  return defineProject({ models, reconciliations: [agree] })
}

/** Makes the two source tables, with `count` calls of 60 seconds. */
export async function landShop(warehouse: Warehouse, prefix: string, count: number): Promise<void> {
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${prefix}raw`)
  for (const { name, columns } of [calls, rates]) {
    const list = Object.entries(columns).map(([column, { ddl }]) => `${column} ${ddl}`)
    await warehouse.command(`CREATE TABLE ${prefix}${name} (${list.join(', ')}) ENGINE = MergeTree ORDER BY zone`)
  }
  await warehouse.command(`INSERT INTO ${prefix}raw.rates VALUES ('be', '0.001500000'), ('fr', '0.002000000')`)
  await landCalls(warehouse, prefix, 0, count)
}

/** Calls `from` up to, not including, `to`: one an hour, every third to a zone without a rate. */
export async function landCalls(warehouse: Warehouse, prefix: string, from: number, to: number): Promise<void> {
  await warehouse.command(
    `INSERT INTO ${prefix}raw.calls SELECT toString(number), number % 10, ['be', 'fr', 'xx'][number % 3 + 1],
       toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalHour(number), 60 FROM numbers(${from}, ${to - from})`,
  )
}
