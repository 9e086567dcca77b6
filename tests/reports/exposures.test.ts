import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { project } from '../../models/index.ts'
import type { ColumnTypes } from '../../transforms/docs/reference.ts'
import { brokenExposures, brokenExposureText, exposes, exposure } from '../../transforms/project/exposure.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { shop } from '../transforms/shop.ts'
import { pageReads, queryReads } from './declared-reads.ts'

const types = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'golden', 'columns.json'), 'utf8')) as ColumnTypes

describe('exposures', () => {
  it('declare exactly what the pages’ SQL reads', () => {
    const declared = project.exposures.map(({ file, reads }) => [
      file,
      Object.fromEntries(reads.map((read) => [read.model.name, [...read.columns].sort()])),
    ])
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(pageReads(types)))
  })

  it('are broken by a removed, renamed or retyped column and by a removed model, and by nothing else', () => {
    const daily = shop().graph.models.get('finance.daily')!
    const page = exposure('Days', {
      kind: 'dashboard',
      file: 'days.md',
      reads: [exposes(daily as never, ...(['day', 'revenue'] as never[]))],
    })
    const before = { 'finance.daily': { day: 'Date', revenue: 'Decimal(38, 4)', calls: 'UInt64' } }
    const told = (after: ColumnTypes) => brokenExposures(before, after, [page]).map(brokenExposureText)
    expect(told(before)).toEqual([])
    expect(told({ 'finance.daily': { day: 'Date', revenue: 'Decimal(38, 4)', more: 'Date' } })).toEqual([])
    expect(told({ 'finance.daily': { day: '', revenue: '' } })).toEqual([])
    expect(told({ 'finance.daily': { day: 'String', income: 'Decimal(38, 4)' } })).toEqual([
      'Days (days.md) reads finance.daily.day: type changed, Date -> String',
      'Days (days.md) reads finance.daily.revenue: column removed',
    ])
    expect(told({})).toEqual([
      'Days (days.md) reads finance.daily.day: model removed',
      'Days (days.md) reads finance.daily.revenue: model removed',
    ])
    expect(brokenExposures({}, {}, [page])).toEqual([])
  })

  it('are refused where they read what the project has not, or share a name', () => {
    const { graph } = shop()
    const models = [...graph.models.values()]
    const reads = [exposes(project.graph.models.get('finance.bill_monthly')!)]
    const page = exposure('P', { kind: 'export', file: 'p', reads })
    expect(() => defineProject({ models, exposures: [page] })).toThrow(
      "'P' reads finance.bill_monthly, which is not in",
    )
    const none = exposure('P', { kind: 'export', file: 'p', reads: [] })
    expect(() => defineProject({ models, exposures: [none, none] })).toThrow("two exposures are named 'P'")
  })

  it('know a model’s columns at compile time', () => {
    const typed = model('a.typed', {})
      .query((q) => q.selectNoFrom((eb) => eb.val(1).as('one')))
      .view()
    expect(exposes(typed, 'one').columns).toEqual(['one'])
    // @ts-expect-error there is no such column
    exposes(typed, 'two')
  })
})

describe('reads of a query', () => {
  const marts: ColumnTypes = { 'm.a': { id: '', n: '' }, 'm.b': { id: '', other: '' } }
  it.each([
    ['select n from a', { 'm.a': ['n'] }],
    ["select 'n' as x -- id\nfrom a", { 'm.a': [] }],
    ['select * from a', { 'm.a': ['id', 'n'] }],
    ['select count(*) from a', { 'm.a': [] }],
    ['select n from m.a join b on b.id = a.id', { 'm.a': ['id', 'n'], 'm.b': ['id'] }],
    ['select 1 from (select other from b) as s', { 'm.b': ['other'] }],
  ])('%s', (sql, expected) => expect(queryReads(sql, 'm', marts)).toEqual(expected))
})
