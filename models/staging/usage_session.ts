import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'
import { usageReport } from './usage_report.ts'

/** One use of each session and part: what its reports add up to. */
const inferred = model('staging.usage_session', { report: usageReport })
  .describe({
    description:
      'One use of each session and part (rating group), added up from its reports; it stands where its first report stands and has landed when its last did.',
    columns: {
      event_id: 'Session, part and number of the session of that id',
      started_at: 'When what its first report counts began',
      cell_id: 'Cell of the first report that tells one',
      cause: 'Cause of the last report',
      _landed_at: 'When the last of its reports landed',
      stated_amount:
        'What the source itself charged for all of it, in `stated_currency`; what reports state in another currency is left out, and found by a check',
      stated_currency: 'Currency of the first report that says one',
      reports: 'Reports that it is made of',
      carries_use:
        'False for a part that used nothing of a session that other parts used, such as what only opens or closes it; of a session that used nothing, one part carries the use of nothing',
      last_reported_at: 'When the last report was made',
      ended: 'Whether the report that ends it has come',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('session', (w) =>
        w
          .selectFrom('report as r')
          .select((eb) => {
            const order = ch.tuple(
              eb.ref('r.sequence'),
              eb.ref('r.step_order'),
              eb.ref('r._landed_at'),
              eb.ref('r._position'),
            )
            // What 32 bits hold: broken counts must not begin again at zero.
            const most = ch.toUnsigned(ch.literal(4_294_967_295n as bigint))
            return [
              'r.session_id',
              'r.session_number',
              'r.part',
              ch.argMin(eb.ref('r.service'), order).as('service'),
              ch.argMin(eb.ref('r.direction'), order).as('direction'),
              ch.min(eb.ref('r.started_at')).as('started_at'),
              ch.argMin(eb.ref('r.subscription_id'), order).as('subscription_id'),
              ch.argMin(eb.ref('r.served_number'), order).as('served_number'),
              ch.argMin(eb.ref('r.imsi'), order).as('imsi'),
              ch.argMin(eb.ref('r.other_party'), order).as('other_party'),
              ch.toUnsignedInt(ch.least(ch.sum(eb.ref('r.added_s')), most)).as('duration_s'),
              ch.toUnsignedInt(ch.least(ch.sum(eb.ref('r.added_messages')), most)).as('messages'),
              ch.sum(eb.ref('r.added_up')).as('bytes_up'),
              ch.sum(eb.ref('r.added_down')).as('bytes_down'),
              // Amounts of two currencies have no sum. One that names none is in the session's.
              ch
                .sum(
                  ch.if(
                    eb('r.stated_currency', '<>', eb.ref('r.session_currency')),
                    ch.zero(9),
                    eb.ref('r.added_amount'),
                  ),
                )
                .as('amount'),
              ch.countIf(eb('r.stated_amount', 'is not', null)).as('amounts'),
              ch.any(eb.ref('r.session_currency')).as('stated_currency'),
              ch.argMin(eb.ref('r.service_name'), order).as('service_name'),
              ch.argMin(eb.ref('r.roaming'), order).as('roaming'),
              ch.argMin(eb.ref('r.visited_network'), order).as('visited_network'),
              ch.argMin(eb.ref('r.cell_id'), order).as('cell_id'),
              ch.argMax(eb.ref('r.cause'), order).as('cause'),
              ch.argMin(eb.ref('r._source'), order).as('first_source'),
              ch.argMin(eb.ref('r._partition'), order).as('first_partition'),
              ch.argMin(eb.ref('r._position'), order).as('first_position'),
              ch.argMin(eb.ref('r._batch'), order).as('first_batch'),
              ch.max(eb.ref('r._landed_at')).as('last_landed_at'),
              ch.count().as('reports'),
              ch.max(eb.ref('r.reported_at')).as('last_reported_at'),
              ch.countIf(eb('r.step', 'in', ['stop', 'event'])).as('ends'),
            ]
          })
          .where('r.fate', '=', 'kept')
          .groupBy(['r.session_id', 'r.session_number', 'r.part']),
      )
      .selectFrom('session as s')
      .select((eb) => {
        const session = [eb.ref('s.session_id'), eb.ref('s.session_number')]
        // Data is measured in bytes: the time of a record without any is no use of it.
        const used = eb.or([
          eb('s.bytes_up', '>', 0n),
          eb('s.bytes_down', '>', 0n),
          eb('s.messages', '>', 0),
          eb('s.amounts', '>', 0n),
          eb.and([eb('s.service', '<>', 'data'), eb('s.duration_s', '>', 0)]),
          // A purchase needs no quantity.
          eb.and([eb('s.service', '=', 'content'), eb('s.part', '<>', '')]),
        ])
        return [
          ch
            .toNullable(
              ch.concat(
                eb.ref('s.session_id'),
                ch.text('/'),
                eb.ref('s.part'),
                ch.if(
                  eb('s.session_number', '=', 1n),
                  ch.text(''),
                  ch.concat(ch.text('#'), ch.toString(eb.ref('s.session_number'))),
                ),
              ),
            )
            .as('event_id'),
          ch.lowCardinality(eb.ref('s.service')).as('service'),
          ch.lowCardinality(eb.ref('s.direction')).as('direction'),
          's.started_at',
          's.subscription_id',
          's.served_number',
          's.imsi',
          's.other_party',
          ch.toBool(ch.literal(true)).as('answered'),
          's.duration_s',
          's.messages',
          's.bytes_up',
          's.bytes_down',
          ch.if(eb('s.amounts', '>', 0n), ch.toNullable(eb.ref('s.amount')), ch.null<Decimal<9>>()).as('stated_amount'),
          ch.lowCardinality(eb.ref('s.stated_currency')).as('stated_currency'),
          ch.lowCardinality(eb.ref('s.service_name')).as('service_name'),
          's.roaming',
          ch.lowCardinality(eb.ref('s.visited_network')).as('visited_network'),
          's.cell_id',
          ch.lowCardinality(eb.ref('s.cause')).as('cause'),
          ch.lowCardinality(eb.ref('s.first_source')).as('_source'),
          ch.lowCardinality(eb.ref('s.first_partition')).as('_partition'),
          's.first_position as _position',
          ch.lowCardinality(eb.ref('s.first_batch')).as('_batch'),
          's.last_landed_at as _landed_at',
          's.session_id',
          's.session_number',
          's.part',
          's.reports',
          's.last_reported_at',
          ch.toBool(eb('s.ends', '>', 0n)).as('ended'),
          ch
            .toBool(
              eb.or([
                used,
                eb.and([
                  eb(over(ch.countIf(used), { partitionBy: session }), '=', 0n),
                  eb(over(ch.rowNumber(), { partitionBy: session, orderBy: [eb.ref('s.part')] }), '=', 1n),
                ]),
              ]),
            )
            .as('carries_use'),
        ]
      }),
  )
  .table({ orderBy: ['started_at', 'session_id', 'part'] })
  .check(notNull('event_id', 'started_at'), unique('session_id', 'session_number', 'part'))

export interface UsageSessionRow extends RowOf<typeof inferred> {}
export const usageSession: Model<'staging.usage_session', UsageSessionRow> = inferred
