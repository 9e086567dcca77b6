import fc from 'fast-check'
import { expect, it } from 'vitest'
import { baseDaily } from '../../../models/customers/base_daily.ts'
import * as baseReconciliations from '../../../models/customers/base_reconciliations.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { type DayOfSlice, evaluateBase } from './base-evaluator.ts'
import { account, customer, line, recharge, zones } from './events.ts'
import { built, type Given } from './given.ts'

const warehouse = testWarehouse()
const minute = 60_000
const begin = Date.parse('2025-12-10T00:00:00Z')
const end = Date.parse('2026-05-31T15:00:00Z')
const instant = fc
  .integer({ min: 0, max: (end - begin) / minute - 1 })
  .map((m) => new Date(begin + m * minute).toISOString())

const state = fc.record({
  at: instant,
  type: fc.constantFrom('mobile prepaid' as const, 'mobile postpaid' as const),
  status: fc.constantFrom(
    'pending' as const,
    'active' as const,
    'active' as const,
    'suspended' as const,
    'terminated' as const,
  ),
  offering: fc.constantFrom('basic', 'large'),
})
const history = fc.record({
  customer: fc.integer({ min: 0, max: 2 }),
  states: fc.uniqueArray(state, { minLength: 1, maxLength: 5, selector: ({ at }) => at }),
  recharges: fc.array(instant, { maxLength: 6 }),
})
const segments = fc.uniqueArray(fc.record({ at: instant, segment: fc.constantFrom('consumer', 'business') }), {
  maxLength: 2,
  selector: ({ at }) => at,
})
const operator = fc.record({
  lines: fc.array(history, { minLength: 20, maxLength: 60 }),
  segments: fc.tuple(segments, segments, segments),
})

it('the base of random histories is what counting line by line and day by day gives', async () => {
  await fc.assert(
    fc.asyncProperty(operator, async (drawn) => {
      const events = asEvents(drawn)
      const marts = await built(warehouse, events, [baseDaily], Object.values(baseReconciliations))
      expect(marts.failed).toEqual([])
      const rows = await marts.rows<DayOfSlice & { key: string }>(`
        SELECT concat(toString(day), ' ', type, '/', segment, '/', offering_id) AS key, opening, adds, reconnects, moved_in,
          moved_out, terminations, closing
        FROM {p}customers.base_daily WHERE opening + adds + reconnects + moved_in + closing > 0
        SETTINGS output_format_json_quote_64bit_integers = 0`)
      const [window] = await marts.rows<{ first: number; last: number }>(
        'SELECT toInt32(first_day) AS first, toInt32(last_day) AS last FROM {p}customers.base_window',
      )
      const expected = evaluateBase(events, window!.first, window!.last)
      expect(rows.length).toBeGreaterThan(0)
      expect(Object.fromEntries(rows.map(({ key, ...counts }) => [key, counts]))).toEqual(Object.fromEntries(expected))
    }),
    { numRuns: 5, endOnFailure: true },
  )
}, 180_000)

function asEvents({ lines, segments }: typeof operator extends fc.Arbitrary<infer T> ? T : never): Given {
  const accountZones = ['Europe/Berlin', 'Asia/Ho_Chi_Minh', 'UTC']
  return {
    ...zones,
    billing_account: accountZones.map((zone, index) => account(`A-${index}`, `C-${index}`, zone)),
    customer: segments.flatMap((states, index) => states.map(({ at, segment }) => customer(`C-${index}`, at, segment))),
    subscription: [
      ...lines.flatMap(({ customer, states }, index) =>
        states.map(({ at, type, status, offering }) =>
          line(`S-${index}`, at, {
            customer_id: `C-${customer}`,
            billing_account_id: `A-${customer}`,
            type,
            status,
            offering_id: offering,
            ...(status === 'terminated' ? { status_reason: 'price' } : {}),
          }),
        ),
      ),
      // Fixes the business date.
      line('S-last', '2026-05-31T12:00:00Z', { status: 'pending' }),
    ],
    recharge: lines.flatMap(({ recharges }, index) => recharges.map((at) => recharge(`S-${index}`, at))),
  }
}
