import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  intervalOf,
  intervalsIn,
  intervalsReading,
  overlaps,
  requireRange,
  shift,
  spanRead,
} from '../../transforms/plan/interval.ts'
import { chunksOf, partMade, partRead } from '../../transforms/plan/slice.ts'
import type { Grain, IntervalInput } from '../../transforms/project/incremental.ts'
import { model } from '../../transforms/project/model.ts'
import { partText } from '../../transforms/sql/part.ts'
import { calls, prices } from './interval-shop.ts'

const grain = fc.constantFrom<Grain>('day', 'month')
const day = fc.integer({ min: -20000, max: 40000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
const input = fc.record({
  time: fc.constant('t'),
  interval: grain,
  lookback: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant('month' as const)),
})

describe('intervals', () => {
  it('follow each other over months, leap days and turns of years', () => {
    expect([shift('20240228', 1), shift('20240228', 2), shift('20261231', 1)]).toEqual([
      '20240229',
      '20240301',
      '20270101',
    ])
    expect([shift('202612', 1), shift('202601', -1), shift('19691231', 1)]).toEqual(['202701', '202512', '19700101'])
  })

  it('are read by just those intervals of a model whose span holds them', () => {
    fc.assert(
      fc.property(day, grain, input, fc.integer({ min: -70, max: 70 }), (at, own, read: IntervalInput, away) => {
        const part = intervalOf(at, read.interval)
        const reader = shift(intervalOf(at, own), own === 'day' ? away : Math.trunc(away / 10))
        const span = spanRead(reader, read)
        const inSpan = intervalsIn(span, read.interval).includes(part)
        expect(intervalsReading(part, read, own).includes(reader)).toBe(inSpan)
      }),
      { numRuns: 2000 },
    )
  })

  it('of a day that reads its month so far end with the month', () => {
    const read: IntervalInput = { time: 't', interval: 'day', lookback: 'month' }
    expect(spanRead('20260215', read)).toEqual({ from: '2026-02-01', to: '2026-02-16' })
    expect(intervalsReading('20260227', read, 'day')).toEqual(['20260227', '20260228'])
    const whole: IntervalInput = { time: 't', interval: 'month', lookback: 1 }
    expect(spanRead('20260301', whole)).toEqual({ from: '2026-02-01', to: '2026-04-01' })
  })

  it('overlap a range that shares a day with them', () => {
    expect(overlaps('202601', { from: '2026-01-31' })).toBe(true)
    expect(overlaps('202601', { from: '2026-02-01' })).toBe(false)
    expect(overlaps('20260131', { to: '2026-01-31' })).toBe(false)
    expect(() => requireRange({ from: '2026-13-01' })).toThrow("'2026-13-01' is not a day")
    expect(() => requireRange({ from: '2026-01-02', to: '2026-01-02' })).toThrow('no day is from 2026-01-02')
  })
})

describe('chunks', () => {
  const slices = (names: readonly string[], rows = 1) => names.map((slice) => ({ slice, rows }))

  it('are bounded by intervals, by slices and by rows, and hold everything once', () => {
    const limits = { intervals: 2, slices: 3, rows: 10 }
    expect(chunksOf(slices(['20260103', '20260101', '20260102']), limits).map(({ slices: own }) => own)).toEqual([
      ['20260101', '20260102'],
      ['20260103'],
    ])
    expect(chunksOf(slices(['20260101-0', '20260101-10', '20260101-2', '20260101-3']), limits)).toEqual([
      { slices: ['20260101-0', '20260101-2', '20260101-3'], from: '2026-01-01', to: '2026-01-02', rows: 3 },
      { slices: ['20260101-10'], from: '2026-01-01', to: '2026-01-02', rows: 1 },
    ])
    expect(chunksOf(slices(['202601', '202602'], 11), limits)).toHaveLength(2)
    expect(chunksOf([], limits)).toEqual([])
  })

  it('read their days and buckets and no others', () => {
    const incremental = {
      interval: 'day',
      time: 'at',
      bucket: { by: 'account', count: 3 },
      from: {},
      dimensions: {},
    } as const
    const due = ['20260101-0', '20260101-1', '20260101-2', '20260102-1', '20260103-1']
    const read = { time: 'started_at', interval: 'day', lookback: 0, bucket: 'payer' } as const
    expect(partRead(incremental, read, due).spans).toEqual([
      { from: '2026-01-01', to: '2026-01-02' },
      { from: '2026-01-02', to: '2026-01-04', buckets: [1] },
    ])
    expect(partText(partMade(incremental, ['20260102-1']))).toBe(
      "`at` >= toDateTime64('2026-01-02 00:00:00', 3, 'UTC') and `at` < toDateTime64('2026-01-03 00:00:00', 3, 'UTC')" +
        " and cityHash64(ifNull(toString(`account`), '')) % 3 in (1)",
    )
  })
})

describe('a declaration', () => {
  const draft = model('a.b', { calls, prices }).query((q) =>
    q
      .selectFrom('calls as c')
      .leftJoin('prices as p', 'p.zone', 'c.zone')
      .select(['c.event_id', 'c.account', 'c.started_at', 'p.price']),
  )
  const common = { orderBy: ['event_id'], interval: 'day', time: 'started_at' } as const

  it('says what is wrong with it', () => {
    expect(() => draft.incremental({ ...common, from: {} })).toThrow('a.b: from names no input')
    // @ts-expect-error there are days and months
    expect(() => draft.incremental({ ...common, interval: 'week', from: { calls: 'started_at' } })).toThrow(
      "a.b: an interval is a 'day' or a 'month', not 'week'",
    )
    const weeks = { calls: { time: 'started_at', interval: 'week' } } as const
    // @ts-expect-error
    expect(() => draft.incremental({ ...common, from: weeks })).toThrow("a.b, calls: an interval is a 'day'")
    expect(() =>
      draft.incremental({ ...common, from: { prices: 'valid_from' }, dimensions: { prices: { from: 'valid_from' } } }),
    ).toThrow('a.b: prices is read by interval and as a dimension')
    expect(() => draft.incremental({ ...common, from: { calls: { time: 'started_at', lookback: -1 } } })).toThrow(
      'a.b, calls: lookback is a count of intervals',
    )
    expect(() => draft.incremental({ ...common, from: { calls: { time: 'started_at', bucket: 'account' } } })).toThrow(
      'an input has a bucket column, the model has no buckets',
    )
    const bucket = { by: 'account', count: 4 } as const
    expect(() => draft.incremental({ ...common, bucket, from: { calls: 'started_at' } })).toThrow(
      'no input of `from` has a bucket column',
    )
    expect(() =>
      draft.incremental({
        ...common,
        bucket: { by: 'account', count: 1 },
        from: { calls: { time: 'started_at', bucket: 'account' } },
      }),
    ).toThrow('1 buckets; their number is from 2 to 256')
  })
})
