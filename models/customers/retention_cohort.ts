import { expression, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { arrayJoin, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { baseInterval } from './base_interval.ts'
import { line } from './line.ts'

/** A line is kept at a month's end if it entered by then and has not left since: a running sum, not lines x months. */
export const retentionCohort = model('customers.retention_cohort', { interval: baseInterval, line, clock })
  .describe({
    description: 'Lines by the month of their first day in the base, and how many of them are in it months later.',
    columns: {
      cohort: 'First day of the month in which the lines first entered the base',
      type: 'Type of line on its first day',
      segment: 'Segment on the first day',
      months_since: 'Months from the cohort’s month; 0 is that month’s own end',
      base: 'Lines of the cohort',
      kept: 'Of those, in the base at the end of that month; lines that came back count again',
    },
    tags: ['churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('side', (w) =>
        w
          .selectFrom('interval as i')
          .select(['i.subscription_id', 'i.from_day as day', ch.literal(1n as bigint).as('change')])
          .where('i.enters', '!=', 'moved')
          .unionAll(
            w
              .selectFrom('interval as i')
              .select(['i.subscription_id', 'i.to_day as day', ch.literal(-1n as bigint).as('change')])
              .where('i.leaves', '=', 'termination'),
          ),
      )
      .with('delta', (w) =>
        w
          .selectFrom('side as s')
          .innerJoin('line as l', 'l.subscription_id', 's.subscription_id')
          .select((eb) => [
            ch.toStartOfMonth(eb.ref('l.first_day')).as('cohort'),
            'l.first_type as type',
            'l.first_segment as segment',
            ch.dateDiff('month', eb.ref('l.first_day'), eb.ref('s.day')).as('months_since'),
            ch.sum(eb.ref('s.change')).as('change'),
          ])
          .groupBy((eb) => [
            ch.toStartOfMonth(eb.ref('l.first_day')),
            'l.first_type',
            'l.first_segment',
            ch.dateDiff('month', eb.ref('l.first_day'), eb.ref('s.day')),
          ]),
      )
      .with('size', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => [
            ch.toStartOfMonth(eb.ref('l.first_day')).as('cohort'),
            'l.first_type as type',
            'l.first_segment as segment',
            ch.toLong(ch.count()).as('base'),
          ])
          .groupBy((eb) => [ch.toStartOfMonth(eb.ref('l.first_day')), 'l.first_type', 'l.first_segment']),
      )
      .with('grid', (w) =>
        w
          .selectFrom('size as z')
          .crossJoin('clock as k')
          .$call(
            arrayJoin('months_since', (eb) =>
              ch.range(
                ch.literal(0n as bigint),
                ch.plus(ch.dateDiff('month', eb.ref('z.cohort'), eb.ref('k.last_month')), ch.literal(1n as bigint)),
              ),
            ),
          )
          .select(['z.cohort', 'z.type', 'z.segment', 'z.base', 'months_since']),
      )
      .selectFrom('grid as g')
      .leftJoin('delta as d', (join) =>
        join
          .onRef('d.cohort', '=', 'g.cohort')
          .onRef('d.type', '=', 'g.type')
          .onRef('d.segment', '=', 'g.segment')
          .onRef('d.months_since', '=', 'g.months_since'),
      )
      .select((eb) => [
        'g.cohort',
        'g.type',
        'g.segment',
        'g.months_since',
        'g.base',
        over(ch.sum(ch.coalesce(eb.ref('d.change'), ch.literal(0n as bigint))), {
          partitionBy: [eb.ref('g.cohort'), eb.ref('g.type'), eb.ref('g.segment')],
          orderBy: [eb.ref('g.months_since')],
          frame: rowsBetween('unbounded', 0),
        }).as('kept'),
      ]),
  )
  .table({ orderBy: ['cohort', 'type', 'segment', 'months_since'] })
  .check(
    unique('cohort', 'type', 'segment', 'months_since'),
    expression('no more are kept than there were', (eb) =>
      eb.and([eb('kept', '<=', eb.ref('base')), eb('kept', '>=', 0n)]),
    ),
  )
