import { expect, test } from 'vitest'
import { type Outcome, recordMapper } from '../../../ingest/landing/map_record.ts'
import { type Event, mapping, ndjson } from '../../../ingest/mapping.ts'

const call = { contract: 'usage', service: 'voice', started_at: '2026-01-01T00:00:00Z', served_number: '4917' } as const

/** What one record becomes under a mapping that answers this. */
function outcomeOf(map: () => unknown): Outcome {
  const odd = mapping({ name: 'odd', format: ndjson(), map: map as () => Event })
  const record = { frame: 1, record: 0, line: 1, raw: '{}', value: {}, unreadable: undefined, context: '' }
  return recordMapper(odd, 'in.ndjson')(record)
}

const circular: Record<string, unknown> = { ...call }
circular.service = circular

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('no such thing')
    },
  ],
  [
    'throws what is no error',
    () => {
      throw 'a text'
    },
  ],
  ['answers nothing', () => undefined],
  ['answers null', () => null],
  ['answers a promise', () => Promise.resolve(call)],
  ['answers a function', () => () => call],
  ['answers a number', () => 7],
  [
    'answers an event that throws when it is read',
    () => ({
      get contract() {
        throw new Error('getter')
      },
    }),
  ],
  ['answers a value that holds itself', () => circular],
  ['answers an unknown contract', () => ({ ...call, contract: 'usagge' })],
  ['answers NaN as a quantity', () => ({ ...call, duration_s: Number.NaN })],
  ['answers money as a number', () => ({ ...call, stated_amount: 0.1 })],
  ['answers a good and a bad event', () => [call, { ...call, service: 'fax' }]],
  ['answers an invalid Date', () => ({ ...call, started_at: new Date('never') })],
])('a mapping that %s costs its record, with a reason', (_, map) => {
  const outcome = outcomeOf(map)
  expect(outcome.is).toBe('refused')
  if (outcome.is === 'refused') expect(outcome.problem.expected).not.toBe('')
})

test('an empty list of events is a record left out, and a good event lands', () => {
  expect(outcomeOf(() => [])).toEqual({ is: 'skipped', reason: 'no event' })
  expect(outcomeOf(() => call).is).toBe('events')
})
