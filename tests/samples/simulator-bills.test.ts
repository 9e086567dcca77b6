import { expect, test } from 'vitest'
import type { Event } from '../../ingest/contracts/index.ts'
import { simulate } from '../../samples/simulator/simulate.ts'
import { billsByHand } from './bill_by_hand.ts'

const UNTIL = Date.parse('2026-07-01T00:00:00Z')

test('who pays in full pays the bill to the cent, as it follows from the events alone', () => {
  const events: Event[] = [...simulate({ subscribers: 700, months: 5 })]
  const bills = billsByHand(events, UNTIL)
  const disputed = new Set(events.flatMap((e) => (e.contract === 'dispute' ? [e.billing_account_id] : [])))
  let exact = 0
  const wrong: string[] = []
  for (const event of events) {
    if (event.contract !== 'payment' || !/^P-A-\d+-\d+$/.test(event.payment_id)) continue
    if (disputed.has(event.billing_account_id)) continue
    const index = Number(event.payment_id.split('-').at(-1)) - 1
    const own = [...(bills.get(event.billing_account_id) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
    const gross = own[index]?.[1] ?? 0n
    const paid = BigInt(String(event.amount).replace('.', ''))
    if (paid === gross) exact++
    else if (paid > gross && paid - gross < 500n && paid % 500n === 0n) continue
    else if (paid * 100n <= gross * 90n && paid * 100n >= gross * 49n) continue
    else wrong.push(`${event.payment_id}: paid ${paid}, owed ${gross} for ${own[index]?.[0]}`)
  }
  expect(wrong).toEqual([])
  expect(exact).toBeGreaterThan(1000)
})
