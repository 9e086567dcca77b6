import { accepted, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'
import { usageReport } from './usage_report.ts'

/** What is missing of sessions, or came twice. */
export const sessionGap = model('staging.session_gap', { report: usageReport })
  .describe({
    description:
      'What is missing of the reports of a session, and what came more than once. Numbers are those of the whole session: a rating group need not be in every report.',
    columns: {
      kind: '`missing report` (numbers left out), `no start`, `no end` (it may go on) or `sent again`',
      from_sequence: 'First missing number; of what came again, the first that did',
      to_sequence: 'Last missing number',
      reports: 'Reports missing, or sent again; 0 where the number is not known',
      at: 'Time of the report that shows it',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('numbered', (w) =>
        w
          .selectFrom('report as r')
          .select((eb) => [
            'r.session_id',
            'r.session_number',
            'r.sequence',
            ch.any(eb.ref('r._source')).as('feed'),
            ch.min(eb.ref('r.reported_at')).as('at'),
          ])
          // Only these are numbered one by one; the others count seconds.
          .where('r.counts', '=', 'since previous')
          .where('r.fate', '=', 'kept')
          .groupBy(['r.session_id', 'r.session_number', 'r.sequence']),
      )
      .with('followed', (w) =>
        w
          .selectFrom('numbered as n')
          .select(['n.session_id', 'n.session_number', 'n.feed', 'n.sequence', 'n.at'])
          .select((eb) => {
            const before = over(ch.lag(eb.ref('n.sequence')), {
              partitionBy: [eb.ref('n.session_id'), eb.ref('n.session_number')],
              orderBy: [eb.ref('n.sequence')],
            })
            return ch.toLong(ch.coalesce(before, eb.ref('n.sequence'))).as('previous')
          }),
      )
      .with('session', (w) =>
        w
          .selectFrom('report as r')
          .select((eb) => [
            'r.session_id',
            'r.session_number',
            ch.any(eb.ref('r._source')).as('feed'),
            ch.min(eb.ref('r.sequence')).as('first_sequence'),
            ch.max(eb.ref('r.sequence')).as('last_sequence'),
            ch.min(eb.ref('r.reported_at')).as('first_at'),
            ch.max(eb.ref('r.reported_at')).as('last_at'),
            ch.countIf(eb('r.step', 'in', ['start', 'event'])).as('starts'),
            ch.countIf(eb('r.step', 'in', ['stop', 'event'])).as('ends'),
          ])
          .where('r.fate', '=', 'kept')
          .groupBy(['r.session_id', 'r.session_number']),
      )
      .with('gap', (w) =>
        w
          .selectFrom('followed as f')
          .select((eb) => {
            const next = ch.plus(eb.ref('f.previous'), ch.toLong(ch.literal(1)))
            return [
              'f.feed',
              'f.session_id',
              'f.session_number',
              ch.text('missing report').as('kind'),
              ch.toNullable(ch.toLong(next)).as('from_sequence'),
              ch.toNullable(ch.minus(ch.toLong(eb.ref('f.sequence')), ch.toLong(ch.literal(1)))).as('to_sequence'),
              ch.toLong(ch.minus(ch.toLong(eb.ref('f.sequence')), next)).as('reports'),
              'f.at',
            ]
          })
          .where((eb) => eb(ch.minus(ch.toLong(eb.ref('f.sequence')), eb.ref('f.previous')), '>', 1n))
          .unionAll(
            w
              .selectFrom('session as s')
              .select((eb) => [
                's.feed',
                's.session_id',
                's.session_number',
                ch.text('no start').as('kind'),
                ch.null<Long>().as('from_sequence'),
                ch
                  .toNullable(ch.minus(ch.toLong(eb.ref('s.first_sequence')), ch.toLong(ch.literal(1))))
                  .as('to_sequence'),
                ch.toLong(ch.literal(0)).as('reports'),
                's.first_at as at',
              ])
              .where('s.starts', '=', 0n),
          )
          .unionAll(
            w
              .selectFrom('session as s')
              .select((eb) => [
                's.feed',
                's.session_id',
                's.session_number',
                ch.text('no end').as('kind'),
                ch
                  .toNullable(ch.plus(ch.toLong(eb.ref('s.last_sequence')), ch.toLong(ch.literal(1))))
                  .as('from_sequence'),
                ch.null<Long>().as('to_sequence'),
                ch.toLong(ch.literal(0)).as('reports'),
                's.last_at as at',
              ])
              .where('s.ends', '=', 0n),
          )
          .unionAll(
            w
              .selectFrom('report as r')
              .select((eb) => [
                ch.any(eb.ref('r._source')).as('feed'),
                'r.session_id',
                'r.session_number',
                ch.text('sent again').as('kind'),
                ch.toNullable(ch.toLong(ch.min(eb.ref('r.sequence')))).as('from_sequence'),
                ch.toNullable(ch.toLong(ch.max(eb.ref('r.sequence')))).as('to_sequence'),
                ch.toLong(ch.count()).as('reports'),
                ch.min(eb.ref('r.reported_at')).as('at'),
              ])
              .where('r.fate', '=', 'duplicate')
              .groupBy(['r.session_id', 'r.session_number']),
          ),
      )
      .selectFrom('gap as g')
      .selectAll('g'),
  )
  .table({ orderBy: ['kind', 'session_id', 'session_number'] })
  .check(notNull('session_id', 'kind', 'at'), accepted('kind', ['missing report', 'no start', 'no end', 'sent again']))
