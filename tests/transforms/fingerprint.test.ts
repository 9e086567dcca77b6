import { describe, expect, it } from 'vitest'
import { fingerprints, ROWS } from '../../transforms/plan/fingerprint.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { limitBy } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { calls } from './shop.ts'

type Of = Parameters<typeof model<'a.base', { calls: typeof calls }>>[1]
const refs: Of = { calls }

/** Fingerprints of one model's columns. */
function columnsOf(build: (opening: ReturnType<typeof model<'a.base', Of>>) => never) {
  const made = build(model('a.base', refs)) as never
  return fingerprints(defineProject({ models: [made] }).graph).get('a.base')!.columns
}

const base = columnsOf(
  (a) =>
    a
      .query((q) => q.selectFrom('calls as c').select(['c.event_id', 'c.zone', 'c.seconds']))
      .table({ orderBy: [] }) as never,
)

describe('fingerprints of columns', () => {
  it('stand where only another column is added', () => {
    const more = columnsOf(
      (a) =>
        a
          .query((q) => q.selectFrom('calls as c').select(['c.event_id', 'c.zone', 'c.account_id', 'c.seconds']))
          .table({ orderBy: ['event_id'] }) as never,
    )
    expect(more).toMatchObject(base)
    expect(Object.keys(more)).toHaveLength(Object.keys(base).length + 1)
  })

  it('change, all of them, with what decides the rows', () => {
    const filtered = columnsOf(
      (a) =>
        a
          .query((q) =>
            q.selectFrom('calls as c').select(['c.event_id', 'c.zone', 'c.seconds']).where('c.seconds', '>', 0),
          )
          .table({ orderBy: [] }) as never,
    )
    for (const column of Object.keys(base)) expect(filtered[column]).not.toBe(base[column])
    const distinct = columnsOf(
      (a) =>
        a
          .query((q) => q.selectFrom('calls as c').select(['c.event_id', 'c.zone', 'c.seconds']).distinct())
          .table({ orderBy: [] }) as never,
    )
    for (const column of Object.keys(base)) expect(distinct[column]).not.toBe(base[column])
  })

  it('change with an alias that groups, whichever column shows it', () => {
    const grouped = (by: 'day' | 'month') =>
      columnsOf(
        (a) =>
          a
            .query((q) =>
              q
                .selectFrom('calls as c')
                .select((eb) => [
                  (by === 'day' ? ch.toDate(eb.ref('c.started_at')) : ch.toStartOfMonth(eb.ref('c.started_at'))).as(
                    'period',
                  ),
                  ch.count().as('n'),
                ])
                .groupBy('period' as never),
            )
            .table({ orderBy: [] }) as never,
      )
    expect(grouped('month').n).not.toBe(grouped('day').n)
  })

  it('change where a column that is added multiplies the rows, or makes them one', () => {
    const joined = columnsOf(
      (a) =>
        a
          .query((q) =>
            q
              .selectFrom('calls as c')
              .select((eb) => [
                'c.event_id',
                'c.zone',
                'c.seconds',
                ch.arrayJoin(ch.range(ch.literal(0), ch.literal(2))).as('each'),
                eb.ref('c.account_id').as('account'),
              ]),
          )
          .table({ orderBy: [] }) as never,
    )
    for (const column of Object.keys(base)) expect(joined[column]).not.toBe(base[column])
    const constant = (counted: boolean) =>
      columnsOf(
        (a) =>
          a
            .query((q) =>
              q.selectFrom('calls as c').select([ch.text('x').as('x'), ...(counted ? [ch.count().as('n')] : [])]),
            )
            .view() as never,
      )
    expect(constant(true).x).not.toBe(constant(false).x)
  })

  it('of one branch of a union are those of all', () => {
    const union = (second: string) =>
      columnsOf(
        (a) =>
          a
            .query((q) =>
              q
                .selectFrom('calls as c')
                .select(['c.event_id', 'c.zone'])
                .unionAll(q.selectFrom('calls as c').select([ch.text(second).as('event_id'), 'c.zone'])),
            )
            .table({ orderBy: [] }) as never,
      )
    expect(union('b').event_id).not.toBe(union('a').event_id)
    expect(union('b').zone).toBe(union('a').zone)
  })

  it('follow the columns that a reader names, and no others', () => {
    const project = (options: { scale?: boolean; more?: boolean; limited?: boolean }) => {
      const parent = model('a.parent', { calls })
        .query((q) =>
          q
            .selectFrom('calls as c')
            .select((eb) => [
              'c.event_id',
              'c.zone',
              ch.times(eb.ref('c.seconds'), ch.literal(options.scale ? 2 : 1)).as('seconds'),
              ...(options.more ? [eb.ref('c.account_id').as('account')] : []),
            ])
            .$if(options.limited === true, (same) => same.$call(limitBy(1, (eb) => [eb.ref('c.zone')]))),
        )
        .table({ orderBy: [] })
      const byZone = model('b.by_zone', { parent })
        .query((q) =>
          q
            .selectFrom('parent as p')
            .select(['p.zone', ch.count().as('n')])
            .groupBy('p.zone'),
        )
        .table({ orderBy: [] })
      const bySeconds = model('b.by_seconds', { parent })
        .query((q) =>
          q
            .selectFrom('parent as p')
            .select(['p.zone'])
            .where('p.seconds', '>', 3n as never),
        )
        .table({ orderBy: [] })
      const everything = model('b.everything', { parent })
        .query((q) => q.selectFrom('parent as p').selectAll('p'))
        .table({ orderBy: [] })
      return fingerprints(defineProject({ models: [parent, byZone, bySeconds, everything] as never }).graph)
    }
    const whole = (name: string, options: Parameters<typeof project>[0]) => project(options).get(name)!.whole
    for (const name of ['b.by_zone', 'b.by_seconds']) expect(whole(name, { more: true })).toBe(whole(name, {}))
    expect(whole('b.everything', { more: true })).not.toBe(whole('b.everything', {}))
    expect(whole('b.by_zone', { scale: true })).toBe(whole('b.by_zone', {}))
    expect(whole('b.by_seconds', { scale: true })).not.toBe(whole('b.by_seconds', {}))
    // Rows, even where no column is read.
    expect(whole('b.by_zone', { limited: true })).not.toBe(whole('b.by_zone', {}))
  })

  it('change with the type of a landed column', () => {
    const of = (seconds: typeof t.uint32 | typeof t.uint64) => {
      const landed = source('raw.calls', { event_id: t.string, seconds: seconds as typeof t.uint32 })
      const read = model('a.read', { landed })
        .query((q) => q.selectFrom('landed as l').select(['l.event_id', 'l.seconds']))
        .table({ orderBy: [] })
      return fingerprints(defineProject({ models: [read] }).graph).get('a.read')!.columns
    }
    expect(of(t.uint64 as never).seconds).not.toBe(of(t.uint32).seconds)
    expect(of(t.uint64 as never).event_id).toBe(of(t.uint32).event_id)
    expect(of(t.uint32)[ROWS]).toBe(of(t.uint64 as never)[ROWS])
  })
})
