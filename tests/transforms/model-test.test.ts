import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { project } from '../../models/index.ts'
import { model } from '../../transforms/project/model.ts'
import { given, modelTest } from '../../transforms/project/model-test.ts'
import { differences, differenceText } from '../../transforms/run/difference.ts'
import { expectModel, runModelTest } from '../../transforms/run/model-test.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { calls, rates, shop } from './shop.ts'

const warehouse = testWarehouse()
const rated = model('rating.rated', { calls, rates })
  .query((q) =>
    q
      .selectFrom('calls as c')
      .leftJoin('rates as r', 'r.zone', 'c.zone')
      .select((eb) => [
        'c.event_id',
        'c.account_id',
        'r.zone',
        ch.toDate(eb.ref('c.started_at')).as('day'),
        ch.decimal(ch.mul(ch.coalesce(eb.ref('r.price'), ch.zero(9)), eb.ref('c.seconds')), 4).as('charge'),
      ]),
  )
  .table({ orderBy: ['day'] })
const daily = model('finance.daily', { rated })
  .query((q) =>
    q
      .selectFrom('rated as r')
      .select((eb) => ['r.day', ch.sum(eb.ref('r.charge')).as('revenue'), ch.count().as('calls')])
      .groupBy('r.day'),
  )
  .view()

const twoCalls = given(
  calls,
  { event_id: 'a', account_id: 18446744073709551615n, zone: 'be', started_at: '2026-01-01T23:59:59.999Z', seconds: 60 },
  { event_id: 'b', zone: 'xx', started_at: '2026-01-02T00:00:00Z', seconds: 60 },
)
const oneRate = given(rates, { zone: 'be', price: '0.001500000' })

describe('a unit test of a model', () => {
  it('passes where the rows are as expected, in any order, written in any exact way', async () => {
    const test = modelTest('0.0015 a second', rated, {
      given: [twoCalls, oneRate],
      expect: [
        { event_id: 'b', account_id: 0n, zone: null, day: '2026-01-02', charge: '0' },
        { event_id: 'a', account_id: 18446744073709551615n, zone: 'be', day: '2026-01-01', charge: '0.0900' },
      ],
    })
    expect(await runModelTest(warehouse, test)).toMatchObject({ status: 'passed', differences: [] })
  })

  it('computes the models it goes through from what is given above them', async () => {
    const expected = [
      { day: '2026-01-01', revenue: '0.09' },
      { day: '2026-01-02', revenue: '0' },
    ]
    await expectModel(
      warehouse,
      modelTest('two up', daily, { given: [twoCalls, oneRate], through: [rated], expect: expected }),
    )
    const own = given(rated, { day: '2026-01-01', charge: '0.04' }, { day: '2026-01-01', charge: '0.05' })
    await expectModel(
      warehouse,
      modelTest('one up', daily, { given: [own], expect: [{ day: '2026-01-01', revenue: '0.09', calls: 2n }] }),
    )
  })

  it('tells what differs row by row', async () => {
    const test = modelTest('a day', daily, {
      given: [twoCalls, oneRate],
      through: [rated],
      expect: [
        { day: '2026-01-01', revenue: '0.10' },
        { day: '2026-01-03', revenue: '7' },
      ],
    })
    await expect(expectModel(warehouse, test)).rejects.toThrow(
      'finance.daily: a day\n' +
        '  day "2026-01-01": revenue expected "0.1", got "0.09"\n' +
        '  missing {"day":"2026-01-03","revenue":"7"}\n' +
        '  surplus {"day":"2026-01-02","revenue":"0"}',
    )
  })

  it('expects no rows where none are named', async () => {
    await expectModel(warehouse, modelTest('nothing', daily, { given: [], expect: [] }))
    const test = modelTest('nothing', daily, { given: [twoCalls], through: [rated], expect: [] })
    expect((await runModelTest(warehouse, test)).differences).toHaveLength(2)
  })

  it('refuses what could not be a test', async () => {
    expect(() => modelTest('x', rated, { given: [oneRate, oneRate], expect: [] })).toThrow("'x' gives raw.rates twice")
    expect(() => modelTest('x', rated, { given: [given(daily)], expect: [] })).toThrow(
      "'x' gives finance.daily, which rating.rated does not read",
    )
    const uneven = [{ day: '2026-01-01' }, { day: '2026-01-02', charge: '1' }]
    expect(() => modelTest('x', rated, { given: [], expect: uneven })).toThrow('expected row 2 has other columns')
    // @ts-expect-error a source has no such column
    const unknown = modelTest('x', rated, { given: [given(rates, { prize: '1' })], expect: [] })
    await expect(expectModel(warehouse, unknown)).rejects.toThrow("'x': raw.rates has no column prize")
    const wrong = modelTest('x', rated, { given: [given(calls, { started_at: 'yesterday' })], expect: [] })
    await expect(expectModel(warehouse, wrong)).rejects.toThrow(expect.objectContaining({ exitCode: 3 }))
    // @ts-expect-error money is no JS number
    given(rates, { price: 0.0015 })
    // @ts-expect-error the model has no such column
    modelTest('x', rated, { given: [], expect: [{ charged: '1' }] })
  })

  it('describes every model of the project over empty parents', async () => {
    for (const each of [...project.graph.models.values(), ...shop().graph.models.values()]) {
      const { status } = await runModelTest(
        warehouse,
        modelTest(each.name, each, { given: Object.values(each.refs).map((ref) => given(ref)), expect: [] }),
      ).catch((error) => {
        throw new Error(`${each.name}: ${error.message}`)
      })
      expect(['passed', 'failed']).toContain(status)
    }
  })
})

describe('differences', () => {
  const rows = fc.array(fc.record({ a: fc.integer({ min: 0, max: 3 }), b: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 8,
  })

  it('are none between a list and itself in another order', () => {
    fc.assert(fc.property(rows, (list) => differences(list, [...list].reverse()).length === 0))
  })

  it('account for every row of both sides', () => {
    fc.assert(
      fc.property(rows, rows, (expected, got) => {
        const found = differences(expected, got)
        const missing = found.filter((each) => each.expected !== undefined).length
        const surplus = found.filter((each) => each.got !== undefined).length
        return expected.length - missing === got.length - surplus
      }),
    )
  })

  it('see no difference in the last digits of a float, and any in a text', () => {
    expect(differences([{ a: 0.1 + 0.2 }], [{ a: 0.3 }])).toEqual([])
    expect(differenceText(differences([{ k: 1, a: '0.30' }], [{ k: 1, a: '0.3' }])[0]!)).toBe(
      'k 1: a expected "0.30", got "0.3"',
    )
  })
})
