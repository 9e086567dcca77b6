import type { AliasedExpression } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { exposes, exposure } from '../../transforms/project/exposure.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { explainPlan, runProject } from '../../transforms/run/run.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { calls, landCalls, landShop } from './shop.ts'

const warehouse = testWarehouse()
const environment = { prefix: uniquePrefix() }
const options = { warehouse, environment }

function project({ wide = false, without = false, retyped = false, added = false }) {
  const call = model('shop.call', { calls })
    .query((q) =>
      q.selectFrom('calls as c').select((eb) => [
        'c.event_id',
        'c.zone',
        retyped
          ? // Its type at run time is what is tried here.
            (ch.toString(eb.ref('c.seconds')).as('seconds') as unknown as AliasedExpression<Int, 'seconds'>)
          : eb.ref('c.seconds').as('seconds'),
        ...(without ? [] : [ch.toDate(eb.ref('c.started_at')).as('day')]),
        ...(wide ? [eb.ref('c.account_id').as('account')] : []),
      ]),
    )
    .table({ orderBy: ['event_id'] })
  const zone = model('shop.zone', { call })
    .query((q) => q.selectFrom('call as c').select(['c.zone']).distinct())
    .table({ orderBy: ['zone'] })
  const other = model('shop.longest', { call })
    .query((q) => q.selectFrom('call as c').select((eb) => [ch.max(eb.ref('c.seconds')).as('seconds')]))
    .view()
  const extra = model('shop.extra', { call })
    .query((q) => q.selectFrom('call as c').select(['c.event_id']))
    .view()
  const page = exposure('Calls', {
    kind: 'dashboard',
    file: 'pages/calls.md',
    reads: [exposes(call, 'event_id', 'day' as never)],
  })
  return defineProject({ models: [call, zone, other, ...(added ? [extra] : [])] as never, exposures: [page] })
}

const detailsOf = async (shape: Parameters<typeof project>[0]) =>
  Object.fromEntries((await explainPlan(project(shape), options)).details.map((detail) => [detail.model, detail]))

describe('details of a plan', () => {
  beforeAll(async () => {
    await landShop(warehouse, environment.prefix, 24)
    await runProject(project({}), options)
  })

  it('are of what is due alone', async () => {
    expect(await detailsOf({})).toEqual({})
  })

  it('show the SQL before and now, and columns that come without breaking anybody', async () => {
    const { 'shop.call': call, ...others } = await detailsOf({ wide: true })
    expect(others).toEqual({})
    expect(call).toMatchObject({
      columns: [{ column: 'account', change: 'column added', before: '', after: 'UInt64', breaking: false }],
      readers: [],
      breaks: [],
      reads: { rows: 24 },
      writes: { rows: 24 },
    })
    expect(call!.sql!.after.split('\n').length).toBe(call!.sql!.before.split('\n').length + 1)
    expect(call!.sql!.after).toContain('c.account_id AS account')
    expect(call!.sql!.before).not.toContain('account')
  })

  it('name the models and the pages that read a column that goes', async () => {
    const { 'shop.call': call } = await detailsOf({ without: true })
    expect(call).toMatchObject({
      columns: [{ column: 'day', change: 'column removed', before: 'Date', after: '', breaking: true }],
      readers: [],
      breaks: [{ exposure: 'Calls', file: 'pages/calls.md', column: 'day', change: 'column removed' }],
    })
  })

  it('name those that read a column of another type, and tell how theirs change with it', async () => {
    const { 'shop.call': call, 'shop.zone': zone, 'shop.longest': longest } = await detailsOf({ retyped: true })
    expect(call).toMatchObject({
      columns: [{ column: 'seconds', change: 'type changed', before: 'UInt32', after: 'String' }],
      readers: [{ model: 'shop.longest', columns: ['seconds'] }],
    })
    expect(longest).toMatchObject({ columns: [{ column: 'seconds', before: 'UInt32', after: 'String' }] })
    // It does not read that column, and the rows are the same.
    expect(zone).toBeUndefined()
  })

  it('say of a new model what it is, and of new data how much is read', async () => {
    const { 'shop.extra': extra } = await detailsOf({ added: true })
    expect(extra).toMatchObject({ columns: [{ change: 'model added' }], readers: [], breaks: [] })
    await landCalls(warehouse, environment.prefix, 24, 36)
    const { 'shop.call': call } = await detailsOf({})
    expect(call).toMatchObject({ columns: [], reads: { rows: 36 }, writes: { rows: 24 } })
    expect(call!.sql).toBeUndefined()
  })
})
