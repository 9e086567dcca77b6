import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readDimension } from '../../transforms/plan/dimension-intervals.ts'
import { endOf, intervalsIn, startOf } from '../../transforms/plan/interval.ts'
import { sliceOf } from '../../transforms/plan/slice.ts'
import type { Grain } from '../../transforms/project/incremental.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const database = `${uniquePrefix()}dimension`
const DAYS = { from: '2026-01-01', to: '2026-04-01' }
const BUCKETS = 3

interface Row {
  readonly account: string
  readonly plan: number
  /** Hours after the start of 2026. */
  readonly from: number
  readonly to: number | null
}

const hour = fc.oneof(
  fc.nat(89).map((day) => day * 24),
  fc.nat(2159),
)
const row = fc.record({
  account: fc.constantFrom('ana', 'bo', 'cy'),
  plan: fc.nat(2),
  from: hour,
  to: fc.option(hour),
})
const rows = fc.array(row, { maxLength: 4 })

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1, hours)).toISOString().slice(0, 19)

async function versionsOf(held: readonly Row[], grain: Grain, ends: boolean, buckets: ReadonlyMap<string, number>) {
  await warehouse.command(`CREATE OR REPLACE TABLE ${database}.plan (account String, plan UInt8,
    valid_from DateTime64(3, 'UTC'), valid_to Nullable(DateTime64(3, 'UTC'))) ENGINE = MergeTree ORDER BY account`)
  const values = held.map(
    ({ account, plan, from, to }) => `('${account}', ${plan}, '${at(from)}', ${to === null ? 'NULL' : `'${at(to)}'`})`,
  )
  if (values.length > 0) await warehouse.command(`INSERT INTO ${database}.plan VALUES ${values.join(', ')}`)
  const dimension = { from: 'valid_from', ...(ends && { to: 'valid_to' }), bucket: 'account' }
  const columns = ['account', 'plan', ...(ends ? [] : ['valid_to'])]
  const bucket = { by: 'payer', count: BUCKETS }
  const table = { database, name: 'plan' }
  const version = await readDimension(warehouse, table, dimension, grain, bucket, columns)
  const slices = intervalsIn(DAYS, grain).flatMap((interval) =>
    [...buckets].map(
      ([account, bucket]) => [`${interval} ${account}`, version(sliceOf(interval, bucket))] as [string, string],
    ),
  )
  return new Map(slices)
}

/** What the rows say about an interval of one account, each clipped to it: what it could make a difference to. */
function saidOf(held: readonly Row[], ends: boolean, sharing: readonly string[], interval: string): string {
  const [start, end] = [startOf(interval), endOf(interval)].map(
    (day) => (Date.parse(day) - Date.UTC(2026, 0, 1)) / 3_600_000,
  )
  return (
    held
      .filter(({ account }) => sharing.includes(account))
      // Without an end that counts, valid_to is a column like any other.
      .map(
        ({ account, plan, from, to }) =>
          [account, ends ? plan : `${plan} ${to}`, from, ends ? (to ?? 1e9) : 1e9] as const,
      )
      .filter(([, , from, to]) => from < to && from < end! && to > start!)
      .map(([account, plan, from, to]) => `${account} ${plan} ${Math.max(from, start!)} ${Math.min(to, end!)}`)
      .sort()
      .join(', ')
  )
}

it('a slice has another version just where a row says something else about its time', async () => {
  await warehouse.command(`CREATE DATABASE ${database}`)
  const hashed = await warehouse.rows<{ account: string; bucket: string }>(
    `SELECT account, toString(cityHash64(account) % ${BUCKETS}) AS bucket FROM values('account String', 'ana', 'bo', 'cy')`,
  )
  const buckets = new Map(hashed.map(({ account, bucket }) => [account, Number(bucket)]))
  const sharing = (account: string) =>
    [...buckets.keys()].filter((other) => buckets.get(other) === buckets.get(account))
  await fc.assert(
    fc.asyncProperty(
      rows,
      rows,
      fc.constantFrom<Grain>('day', 'month'),
      fc.boolean(),
      async (first, more, grain, ends) => {
        // The second state keeps some rows of the first as they are and moves the ends of others.
        const second = [
          ...first.slice(1).map((each, index) => ({ ...each, to: more[index]?.to ?? each.to })),
          ...more.slice(0, 2),
        ]
        const before = await versionsOf(first, grain, ends, buckets)
        const after = await versionsOf(second, grain, ends, buckets)
        for (const interval of intervalsIn(DAYS, grain)) {
          for (const account of buckets.keys()) {
            const said = [first, second].map((held) => saidOf(held, ends, sharing(account), interval))
            const key = `${interval} ${account}`
            expect([key, before.get(key) === after.get(key)]).toEqual([key, said[0] === said[1]])
          }
        }
      },
    ),
    { numRuns: 40 },
  )
  await warehouse.command(`DROP DATABASE ${database} SYNC`)
}, 60_000)
