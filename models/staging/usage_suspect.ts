import { contracts } from '../../ingest/contracts/index.ts'
import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { usageColumns } from './usage_columns.ts'

const horizon = contracts.usage.horizonDays

/**
 * All rows that share an id or a position with another, each with what became of it. Candidates are found by a hash and
 * by overlapping batches, so that the exact comparison only sees the few rows that can be duplicates.
 *
 * Built whole, not by interval: what becomes of a row is decided by rows of other days without a bound. Which of two counts
 * is the first landed, and it may be of the later day; an id that comes again within the horizon, and again within the horizon
 * of that, is one cluster however long; positions are shared across all days. No lookback covers that, and a bucket by id
 * holds no position. It is the search for candidates that costs: a third of a second of CPU and 100 MB for each million rows
 * landed, beyond 1.5 GB on disk. What it finds is few rows, so that readers by interval are due only where those changed.
 */
const inferred = model('staging.usage_suspect', { usage: sources.usage })
  .describe({
    description: `Usage events that share their id within ${horizon} days, or their position, with another one, and which of them counts: the first landed.`,
    columns: {
      fate: '`kept`, `duplicate` (the network sent the event twice) or `landed twice` (one position was landed by two owners)',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('shared_id', (w) =>
        w
          .selectFrom('usage as u')
          .select((eb) => ch.cityHash64(eb.ref('u.event_id')).as('hash'))
          .where('u.event_id', 'is not', null)
          .groupBy((eb) => ch.cityHash64(eb.ref('u.event_id')))
          .having((eb) => eb(ch.count(), '>', 1n)),
      )
      .with('batch', (w) =>
        w
          .selectFrom('usage as u')
          .select((eb) => [
            'u._source',
            'u._partition',
            'u._batch',
            ch.min(eb.ref('u._position')).as('low'),
            ch.max(eb.ref('u._position')).as('high'),
          ])
          .groupBy(['u._source', 'u._partition', 'u._batch']),
      )
      .with('ordered', (w) =>
        w.selectFrom('batch as b').select((eb) => [
          'b._source',
          'b._partition',
          'b.low',
          over(ch.max(eb.ref('b.high')), {
            partitionBy: [eb.ref('b._source'), eb.ref('b._partition')],
            orderBy: [eb.ref('b.low')],
            frame: rowsBetween('unbounded', -1),
          }).as('reached'),
        ]),
      )
      .with('overlapping', (w) =>
        w
          .selectFrom('ordered as o')
          .select(['o._source', 'o._partition'])
          .whereRef('o.reached', '>=', 'o.low')
          .distinct(),
      )
      .with('shared_position', (w) =>
        w
          .selectFrom('usage as u')
          .select(['u._source', 'u._partition', 'u._position'])
          .where((eb) =>
            eb(
              eb.refTuple('u._source', 'u._partition'),
              'in',
              eb.selectFrom('overlapping as o').select(['o._source', 'o._partition']).$asTuple('_source', '_partition'),
            ),
          )
          .groupBy(['u._source', 'u._partition', 'u._position'])
          .having((eb) => eb(ch.count(), '>', 1n)),
      )
      .with('candidate', (w) =>
        w
          .selectFrom('usage as u')
          .select(usageColumns)
          .select((eb) => [
            // Positions are numbered anew in every partition.
            ch
              .coalesce(
                eb.ref('u.event_id'),
                ch.concat(
                  eb.ref('u._source'),
                  ch.text(' '),
                  eb.ref('u._partition'),
                  ch.text(' '),
                  ch.toString(eb.ref('u._position')),
                ),
              )
              .as('identity'),
            over(ch.rowNumber(), {
              partitionBy: [eb.ref('u._source'), eb.ref('u._partition'), eb.ref('u._position')],
              orderBy: [eb.ref('u._landed_at'), eb.ref('u._batch')],
            }).as('landing'),
          ])
          .where((eb) =>
            eb.or([
              eb(ch.cityHash64(eb.ref('u.event_id')), 'in', eb.selectFrom('shared_id as s').select('s.hash')),
              eb(
                eb.refTuple('u._source', 'u._partition', 'u._position'),
                'in',
                eb
                  .selectFrom('shared_position as p')
                  .select(['p._source', 'p._partition', 'p._position'])
                  .$asTuple('_source', '_partition', '_position'),
              ),
            ]),
          ),
      )
      .with('spaced', (w) =>
        w
          .selectFrom('candidate as u')
          .select([...usageColumns, 'u.identity', 'u.landing'])
          .select((eb) =>
            over(ch.lag(eb.ref('u.started_at')), {
              partitionBy: [eb.ref('u.identity')],
              orderBy: [eb.ref('u.started_at')],
            }).as('previous'),
          ),
      )
      // Events of one id that lie further apart than the horizon are different events: ids come round again.
      .with('clustered', (w) =>
        w
          .selectFrom('spaced as u')
          .select([...usageColumns, 'u.identity', 'u.landing'])
          .select((eb) =>
            over(
              ch.sum(
                ch.if(
                  eb.or([
                    eb('u.previous', 'is', null),
                    eb(ch.addDays(eb.ref('u.previous'), ch.literal(horizon)), '<', eb.ref('u.started_at')),
                  ]),
                  ch.toInt(ch.literal(1)),
                  ch.toInt(ch.literal(0)),
                ),
              ),
              {
                partitionBy: [eb.ref('u.identity')],
                orderBy: [eb.ref('u.started_at')],
              },
            ).as('cluster'),
          ),
      )
      .selectFrom('clustered as u')
      .select(usageColumns)
      .select((eb) =>
        ch
          .multiIf(
            [
              [eb('u.landing', '>', 1n), ch.literal('landed twice')],
              [
                eb(
                  over(ch.rowNumber(), {
                    partitionBy: [eb.ref('u.identity'), eb.ref('u.cluster')],
                    orderBy: [
                      eb.ref('u._landed_at'),
                      eb.ref('u._source'),
                      eb.ref('u._partition'),
                      eb.ref('u._position'),
                      eb.ref('u._batch'),
                    ],
                  }),
                  '>',
                  1n,
                ),
                ch.literal('duplicate'),
              ],
            ],
            ch.literal('kept'),
          )
          .as('fate'),
      ),
  )
  .table({ orderBy: ['fate', 'started_at'] })
  .check(notNull('fate'))

export interface UsageSuspectRow extends RowOf<typeof inferred> {}
export const usageSuspect: Model<'staging.usage_suspect', UsageSuspectRow> = inferred
