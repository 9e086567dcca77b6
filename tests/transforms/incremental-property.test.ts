import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runProject } from '../../transforms/run/run.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { differences } from './built-whole.ts'
import { dying } from './dying.ts'
import { intervalShop, type Landing, land, openIntervalShop, type Price, setPrices } from './interval-shop.ts'

const warehouse = testWarehouse()
/** Definitions that a history goes to and fro between: columns that come and go, a column computed otherwise. */
const projects = [
  intervalShop(),
  intervalShop({ wider: true }),
  intervalShop({ scale: 2 }),
  intervalShop({ scale: 2, wider: true }),
]
const definition = fc.constantFrom(0, 0, 1, 1, 2, 3)

/** Histories; the soak asks for more: `npm run soak`. */
const HISTORIES = Number(process.env.TRUNKLINE_HISTORIES ?? 4)
const DAYS = 70
const MINUTES = DAYS * 24 * 60

const accounts = fc.constantFrom(null, 'ana', 'bo', 'cy', 'di', 'ed')
const zones = fc.constantFrom('be', 'fr')

/** Events of a few days here and there, so that most days stay empty and some are hit again and again. */
const events = fc.array(
  fc.record({
    account: accounts,
    zone: zones,
    day: fc.nat(DAYS - 1),
    at: fc.constantFrom(0, 1, 719, 1439),
    seconds: fc.nat(100),
  }),
  { minLength: 1, maxLength: 12 },
)

/** Prices of each zone one after the other, some with gaps, some to the minute, some from midnight. */
const priceList = fc
  .record({
    be: fc.uniqueArray(
      fc.oneof(
        fc.nat(MINUTES),
        fc.nat(DAYS).map((day) => day * 1440),
      ),
      { maxLength: 4 },
    ),
    fr: fc.uniqueArray(fc.nat(MINUTES), { maxLength: 2 }),
    gap: fc.nat(3000),
    open: fc.boolean(),
    price: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ be, fr, gap, open, price }): readonly Price[] =>
    Object.entries({ be, fr }).flatMap(([zone, starts]) =>
      [...starts]
        .sort((a, b) => a - b)
        .map((from, index, all) => {
          const next = all[index + 1]
          const to =
            next === undefined ? (open ? null : from + 5 * 1440) : Math.max(from + 1, next - (index === 0 ? gap : 0))
          return { zone, price: `0.${price + index}`, from, to }
        }),
    ),
  )

const day = fc.nat(DAYS - 1).map((each) => new Date(Date.UTC(2026, 0, 1 + each)).toISOString().slice(0, 10))

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('land' as const),
      table: fc.constantFrom('calls' as const, 'messages' as const),
      events,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('price' as const), prices: priceList }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), day }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      selection: fc.constantFrom('', '', 'staging.use,rating.priced', 'finance/', '+finance.daily'),
      mode: fc.constantFrom('due' as const, 'due' as const, 'range' as const, 'force' as const),
      from: day,
      definition,
      /** Statements after which the server is gone, as the run sees it. */
      diesAfter: fc.option(fc.nat(90)),
    }),
  },
)

describe('any history of landing, prices, erasures, definitions, runs and runs that die', () => {
  it(
    'ends with what building every model whole gives',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), definition, async (steps, ends) => {
          const project = projects[ends]!
          const prefix = uniquePrefix()
          const options = { warehouse, environment: { prefix } }
          await openIntervalShop(warehouse, prefix)
          let published = false
          for (const [number, each] of steps.entries()) {
            if (each.kind === 'land') {
              const batch = each.events.map(
                ({ account, zone, day: of, at, seconds }, index): Landing => ({
                  id: number * 1000 + index,
                  account,
                  zone,
                  minute: of * 1440 + at,
                  seconds,
                }),
              )
              await land(warehouse, prefix, each.table, `b${number}`, number >> 1, batch)
            } else if (each.kind === 'price') {
              await setPrices(warehouse, prefix, each.prices)
            } else if (each.kind === 'erase') {
              await warehouse.command(`DELETE FROM ${prefix}raw.calls WHERE toDate(started_at) = '${each.day}'`)
            } else {
              const run = runProject(projects[each.definition]!, {
                ...options,
                warehouse: each.diesAfter === null ? warehouse : dying(warehouse, each.diesAfter),
                selection: published ? each.selection : '',
                force: each.mode === 'force',
                ...(each.mode === 'range' && { range: { from: each.from } }),
              })
              if (each.diesAfter === null) {
                expect((await run).failure).toBeUndefined()
                published = true
              } else {
                const ended = await run.catch((error: Error) => error)
                if (ended instanceof Error) expect(ended.message).toContain('killed by the test')
                else published ||= ended.failure === undefined
              }
            }
          }
          const last = await runProject(project, options)
          expect(last.failure).toBeUndefined()
          expect(await differences(warehouse, prefix, project)).toEqual([])
          const left = await warehouse.rows<{ name: string }>(
            `SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build' AND endsWith(name, '__made')`,
          )
          expect(left).toEqual([])
          for (const database of ['raw', 'staging', 'rating', 'finance', 'trunkline', 'trunkline_build']) {
            await warehouse.command(`DROP DATABASE IF EXISTS ${prefix}${database} SYNC`)
          }
        }),
        { numRuns: HISTORIES, endOnFailure: HISTORIES < 5 },
      )
    },
    60_000 + HISTORIES * 30_000,
  )
})
