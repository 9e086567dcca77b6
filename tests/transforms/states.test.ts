import { describe, expect, it } from 'vitest'
import { columnLineage } from '../../transforms/docs/lineage.ts'
import { compileModel, queryNode } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { yieldsNothing } from '../../transforms/project/yields-nothing.ts'
import { describeRelation } from '../../transforms/run/describe.ts'
import { runProject } from '../../transforms/run/run.ts'
import { param } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const calls = source('raw.calls', { line: t.string, at: t.instant, charge: t.decimal(18, 4), seconds: t.uint32 })

const day = model('finance.day_state', { calls })
  .query((q) =>
    q
      .selectFrom('calls as c')
      .select((eb) => [
        ch.toDate(eb.ref('c.at')).as('day'),
        ch.sumState(eb.ref('c.charge')).as('charge'),
        ch.countState().as('calls'),
        ch.uniqExactState(eb.ref('c.line')).as('lines'),
        ch.uniqCombinedState(eb.ref('c.line')).as('about'),
        ch.minState(eb.ref('c.at')).as('first_at'),
        ch.maxState(eb.ref('c.seconds')).as('longest'),
        ch.avgState(eb.ref('c.seconds')).as('mean'),
        ch.argMaxState(eb.ref('c.line'), eb.ref('c.at')).as('last_line'),
        ch.argMinState(eb.ref('c.line'), eb.ref('c.at')).as('first_line'),
        ch.sumSimpleState(eb.ref('c.charge')).as('plain'),
        ch.minSimpleState(eb.ref('c.seconds')).as('shortest'),
        ch.maxSimpleState(eb.ref('c.seconds')).as('most'),
        ch.anySimpleState(ch.text('call')).as('kind'),
      ])
      .groupBy('day'),
  )
  .table({ orderBy: ['day'] })

const week = model('finance.week_state', { day })
  .query((q) =>
    q
      .selectFrom('day as d')
      .select((eb) => [
        ch.toMonday(eb.ref('d.day')).as('week'),
        ch.sumMergeState(eb.ref('d.charge')).as('charge'),
        ch.countMergeState(eb.ref('d.calls')).as('calls'),
        ch.uniqExactMergeState(eb.ref('d.lines')).as('lines'),
        ch.uniqCombinedMergeState(eb.ref('d.about')).as('about'),
        ch.minMergeState(eb.ref('d.first_at')).as('first_at'),
        ch.maxMergeState(eb.ref('d.longest')).as('longest'),
        ch.avgMergeState(eb.ref('d.mean')).as('mean'),
      ])
      .groupBy('week'),
  )
  .view()

const total = model('finance.total', { day, week })
  .query((q) =>
    q
      .with('weeks', (w) =>
        w
          .selectFrom('week as w')
          .select((eb) => [
            ch.sumMerge(eb.ref('w.charge')).as('charge'),
            ch.countMerge(eb.ref('w.calls')).as('calls'),
            ch.uniqExactMerge(eb.ref('w.lines')).as('lines'),
            ch.uniqCombinedMerge(eb.ref('w.about')).as('about'),
            ch.minMerge(eb.ref('w.first_at')).as('first_at'),
            ch.maxMerge(eb.ref('w.longest')).as('longest'),
            ch.avgMerge(eb.ref('w.mean')).as('mean'),
          ]),
      )
      .with('days', (w) =>
        w
          .selectFrom('day as d')
          .select((eb) => [
            ch.uniqCombinedMerge(eb.ref('d.about')).as('about'),
            ch.minMerge(eb.ref('d.first_at')).as('first_at'),
            ch.maxMerge(eb.ref('d.longest')).as('longest'),
            ch.avgMerge(eb.ref('d.mean')).as('mean'),
            ch.argMaxMerge(eb.ref('d.last_line')).as('last_line'),
            ch.argMinMerge(eb.ref('d.first_line')).as('first_line'),
            ch.sum(eb.ref('d.plain')).as('plain'),
            ch.max(ch.finalized(eb.ref('d.charge'))).as('best_day'),
            ch.min(eb.ref('d.shortest')).as('shortest'),
            ch.max(eb.ref('d.most')).as('most'),
            ch.max(eb.ref('d.kind')).as('kind'),
          ]),
      )
      .selectFrom('weeks')
      .innerJoin('days', (join) => join.onTrue())
      .select([
        'weeks.charge',
        'weeks.calls',
        'weeks.lines',
        'days.about',
        'days.first_at',
        'days.longest',
        'days.mean',
        'days.last_line',
        'days.first_line',
        'days.plain',
        'days.best_day',
        'days.shortest',
        'days.most',
        'days.kind',
        'weeks.about as about_of_weeks',
        'weeks.first_at as first_of_weeks',
        'weeks.longest as longest_of_weeks',
        'weeks.mean as mean_of_weeks',
      ]),
  )
  .view()

describe('states of aggregates', () => {
  it('are columns, merge over days and weeks, and answer exactly', async () => {
    await warehouse.command(`CREATE DATABASE ${prefix}raw`)
    await warehouse.command(
      `CREATE TABLE ${prefix}raw.calls (line String, at DateTime64(3, 'UTC'), charge Decimal(18, 4), seconds UInt32) ORDER BY at`,
    )
    await warehouse.command(`INSERT INTO ${prefix}raw.calls VALUES
      ('a', '2026-01-05 08:00:00', 0.1000, 10), ('b', '2026-01-05 09:00:00', 0.2000, 20),
      ('a', '2026-01-06 08:00:00', 0.4000, 60), ('c', '2026-01-12 08:00:00', 0.0001, 30)`)
    const project = defineProject({ models: [day, week, total] })
    const result = await runProject(project, { warehouse, environment: { prefix } })
    expect(result.failure).toBeUndefined()
    expect(await warehouse.rows(`SELECT * FROM ${prefix}finance.total`)).toEqual([
      {
        charge: '0.7001',
        calls: '4',
        lines: '3',
        about: '3',
        first_at: '2026-01-05T08:00:00.000Z',
        longest: 60,
        mean: 30,
        last_line: 'c',
        first_line: 'a',
        plain: '0.7001',
        best_day: '0.4',
        shortest: 10,
        most: 60,
        kind: 'call',
        about_of_weeks: '3',
        first_of_weeks: '2026-01-05T08:00:00.000Z',
        longest_of_weeks: 60,
        mean_of_weeks: 30,
      },
    ])
  })

  it('are read from a table that ClickHouse fills with them', async () => {
    const columns = {
      hour: t.instant,
      charge: t.aggregateState('sum', t.decimal(18, 4)),
      calls: t.aggregateState('count'),
      lines: t.aggregateState('uniqExact', t.string),
      mean: t.aggregateState('avg', t.uint32),
      last_line: t.aggregateState('argMax', t.string, t.instant),
    }
    const hour = source('raw.call_hour', columns)
    // As somebody else's table is made: the types are those that the source says.
    const types = Object.entries(columns).map(([name, { ddl }]) => `${name} ${ddl}`)
    await warehouse.command(
      `CREATE TABLE ${prefix}raw.call_hour (${types.join(', ')}) ENGINE = AggregatingMergeTree ORDER BY hour`,
    )
    await warehouse.command(
      `INSERT INTO ${prefix}raw.call_hour SELECT toDateTime64(toStartOfHour(at), 3, 'UTC') AS hour, sumState(charge), countState(),
        uniqExactState(line), avgState(seconds), argMaxState(line, at) FROM ${prefix}raw.calls GROUP BY hour`,
    )
    const whole = model('finance.hours_merged', { hour })
      .query((q) =>
        q
          .selectFrom('hour as h')
          .select((eb) => [
            ch.sumMerge(eb.ref('h.charge')).as('charge'),
            ch.countMerge(eb.ref('h.calls')).as('calls'),
            ch.uniqExactMerge(eb.ref('h.lines')).as('lines'),
            ch.avgMerge(eb.ref('h.mean')).as('mean'),
            ch.argMaxMerge(eb.ref('h.last_line')).as('last_line'),
          ]),
      )
      .table({ orderBy: [] })
    expect(await describeRelation(warehouse, whole)).toMatchObject({ charge: 'Decimal(38, 4)', calls: 'UInt64' })
    const result = await runProject(defineProject({ models: [whole] }), { warehouse, environment: { prefix } })
    expect(result.failure).toBeUndefined()
    expect(await warehouse.rows(`SELECT * FROM ${prefix}finance.hours_merged`)).toEqual([
      { charge: '0.7001', calls: '4', lines: '3', mean: 30, last_line: 'c' },
    ])
  })

  it('have the types of ClickHouse that hold them, and lineage through them', async () => {
    expect(await describeRelation(warehouse, day)).toMatchObject({
      charge: 'AggregateFunction(sum, Decimal(18, 4))',
      calls: 'AggregateFunction(count)',
      first_at: "AggregateFunction(min, DateTime64(3, 'UTC'))",
      plain: 'SimpleAggregateFunction(sum, Decimal(38, 4))',
    })
    expect([...columnLineage(week).get('charge')!]).toEqual(['finance.day_state.charge'])
    expect([...columnLineage(day).get('last_line')!].sort()).toEqual(['raw.calls.at', 'raw.calls.line'])
  })

  it('are aggregates: without groups there is a row of nothing', () => {
    const one = model('x.y', { calls })
      .query((q) => q.selectFrom('calls as c').select((eb) => ch.sumState(eb.ref('c.charge')).as('s')))
      .view()
    expect(yieldsNothing(queryNode(one.query), () => true)).toBe(false)
  })
})

it('a model with a parameter is refused: nobody gives it a value', () => {
  const since = model('x.y', { calls })
    .query((q) => q.selectFrom('calls as c').select('c.line').where('c.at', '>=', param('from', t.instant)))
    .view()
  expect(() => compileModel(since, published({ prefix: '' }))).toThrow(
    "x.y: {from:DateTime64(3, 'UTC')} gets its value when a query is run, and a model is stored",
  )
  expect(() => defineProject({ models: [since] })).toThrow('gets its value when a query is run')
})
