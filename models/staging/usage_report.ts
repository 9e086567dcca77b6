import type { Expression } from 'kysely'
import { contracts } from '../../ingest/contracts/index.ts'
import { accepted, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Int, Long } from '../../warehouse/columns.ts'
import { sources } from '../sources.ts'

const horizon = contracts.usage_partial.horizonDays

const reportColumns = [
  'r.session_id',
  'r.part',
  'r.step',
  'r.sequence',
  'r.counts',
  'r.wraps_at',
  'r.reported_at',
  'r.started_at',
  'r.service',
  'r.direction',
  'r.subscription_id',
  'r.served_number',
  'r.imsi',
  'r.other_party',
  'r.duration_s',
  'r.messages',
  'r.bytes_up',
  'r.bytes_down',
  'r.stated_amount',
  'r.stated_currency',
  'r.service_name',
  'r.roaming',
  'r.visited_network',
  'r.cell_id',
  'r.cause',
  'r._source',
  'r._partition',
  'r._position',
  'r._batch',
  'r._landed_at',
] as const

const numberedColumns = [...reportColumns, 'r.session_number', 'r.step_order'] as const
const fatedColumns = [...numberedColumns, 'r.fate'] as const
const wrappedColumns = [...fatedColumns, 'r.total_up', 'r.total_down'] as const

/**
 * What each report adds to its session, so that sessions are sums. A counter that runs since the start adds what it is
 * above the highest before; one that has fallen below the report before has begun again at `wraps_at`.
 */
export const usageReport = model('staging.usage_report', { report: sources.usagePartial })
  .describe({
    description: `Every landed report of a session, with what it adds to the session. A report sent again within ${horizon} days adds nothing.`,
    columns: {
      session_number: `Sessions of one id, counted: ids come round again after ${horizon} days without a report`,
      step_order: 'Order of the steps within one sequence number: start, interim, stop or event',
      fate: '`kept`, or `duplicate`: the same report landed before',
      total_up: 'Counter with its wraps undone',
      total_down: 'Counter with its wraps undone',
      added_s: 'Seconds that it adds to its session',
      added_messages: 'Messages that it adds',
      added_up: 'Bytes sent that it adds',
      added_down: 'Bytes received that it adds',
      added_amount: 'What the source itself charged that it adds, in `stated_currency`; 0 where it says none',
      session_currency: 'Currency of the first report of its session and part that says one',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('spaced', (w) =>
        w
          .selectFrom('report as r')
          .select(reportColumns)
          .select((eb) =>
            over(ch.lag(eb.ref('r.reported_at')), {
              partitionBy: [eb.ref('r.session_id')],
              orderBy: [eb.ref('r.reported_at')],
            }).as('previous'),
          ),
      )
      .with('numbered', (w) =>
        w
          .selectFrom('spaced as r')
          .select(reportColumns)
          .select((eb) => [
            over(
              ch.sum(
                ch.if(
                  eb.or([
                    eb('r.previous', 'is', null),
                    eb(ch.addDays(eb.ref('r.previous'), ch.literal(horizon)), '<', eb.ref('r.reported_at')),
                  ]),
                  ch.toInt(ch.literal(1)),
                  ch.toInt(ch.literal(0)),
                ),
              ),
              { partitionBy: [eb.ref('r.session_id')], orderBy: [eb.ref('r.reported_at')] },
            ).as('session_number'),
            ch
              .multiIf(
                [
                  [eb('r.step', '=', 'start'), ch.toInt(ch.literal(1))],
                  [eb('r.step', '=', 'interim'), ch.toInt(ch.literal(2))],
                ],
                ch.toInt(ch.literal(3)),
              )
              .as('step_order'),
          ]),
      )
      .with('fated', (w) =>
        w
          .selectFrom('numbered as r')
          .select(numberedColumns)
          .select((eb) =>
            ch
              .if(
                eb(
                  over(ch.rowNumber(), {
                    partitionBy: [
                      eb.ref('r.session_id'),
                      eb.ref('r.session_number'),
                      eb.ref('r.part'),
                      eb.ref('r.step'),
                      eb.ref('r.sequence'),
                    ],
                    orderBy: [
                      eb.ref('r._landed_at'),
                      eb.ref('r._source'),
                      eb.ref('r._partition'),
                      eb.ref('r._position'),
                      eb.ref('r._batch'),
                    ],
                  }),
                  '=',
                  1n,
                ),
                ch.text('kept'),
                ch.text('duplicate'),
              )
              .as('fate'),
          ),
      )
      .with('compared', (w) =>
        w
          .selectFrom('fated as r')
          .select(fatedColumns)
          .select((eb) => {
            const before = (counter: 'r.bytes_up' | 'r.bytes_down') =>
              over(ch.lag(eb.ref(counter)), {
                partitionBy: [
                  eb.ref('r.session_id'),
                  eb.ref('r.session_number'),
                  eb.ref('r.part'),
                  eb.ref('r.counts'),
                  eb.ref('r.fate'),
                ],
                orderBy: [eb.ref('r.sequence'), eb.ref('r.step_order'), eb.ref('r._position')],
              })
            return [before('r.bytes_up').as('previous_up'), before('r.bytes_down').as('previous_down')]
          }),
      )
      .with('wrapped', (w) =>
        w
          .selectFrom('compared as r')
          .select(fatedColumns)
          .select((eb) => {
            const total = (counter: 'r.bytes_up' | 'r.bytes_down', previous: 'r.previous_up' | 'r.previous_down') => {
              const fell = eb.and([eb('r.counts', '=', 'since start'), eb(counter, '<', eb.ref(previous))])
              const wraps = over(ch.sum(ch.if(fell, ch.toInt(ch.literal(1)), ch.toInt(ch.literal(0)))), {
                partitionBy: [
                  eb.ref('r.session_id'),
                  eb.ref('r.session_number'),
                  eb.ref('r.part'),
                  eb.ref('r.counts'),
                  eb.ref('r.fate'),
                ],
                orderBy: [eb.ref('r.sequence'), eb.ref('r.step_order'), eb.ref('r._position')],
                frame: rowsBetween('unbounded', 0),
              })
              const wrapped = ch.times(wraps, ch.coalesce(ch.toLong(eb.ref('r.wraps_at')), ch.toLong(ch.literal(0))))
              return ch.toUnsigned(ch.plus(eb.ref(counter), wrapped))
            }
            return [
              total('r.bytes_up', 'r.previous_up').as('total_up'),
              total('r.bytes_down', 'r.previous_down').as('total_down'),
            ]
          }),
      )
      .selectFrom('wrapped as r')
      .select(wrappedColumns)
      .select((eb) => {
        const added = (counter: Expression<Long | Int>) => {
          // Over no rows the highest is 0.
          const highest = over(ch.max(counter), {
            partitionBy: [
              eb.ref('r.session_id'),
              eb.ref('r.session_number'),
              eb.ref('r.part'),
              eb.ref('r.counts'),
              eb.ref('r.fate'),
            ],
            orderBy: [eb.ref('r.sequence'), eb.ref('r.step_order'), eb.ref('r._position')],
            frame: rowsBetween('unbounded', -1),
          })
          const above = ch.minus(ch.toLong(ch.greatest(counter, highest)), ch.toLong(highest))
          return ch.multiIf(
            [
              [eb('r.fate', '=', 'duplicate'), ch.toUnsigned(ch.literal(0))],
              [eb('r.counts', '=', 'since previous'), ch.toUnsigned(counter)],
            ],
            ch.toUnsigned(above),
          )
        }
        const said = ch.coalesce(eb.ref('r.stated_amount'), ch.zero(9))
        const charged = over(ch.max(said), {
          partitionBy: [
            eb.ref('r.session_id'),
            eb.ref('r.session_number'),
            eb.ref('r.part'),
            eb.ref('r.counts'),
            eb.ref('r.fate'),
          ],
          orderBy: [eb.ref('r.sequence'), eb.ref('r.step_order'), eb.ref('r._position')],
          frame: rowsBetween('unbounded', -1),
        })
        const addedAmount = ch.multiIf(
          [
            [eb('r.fate', '=', 'duplicate'), ch.zero(9)],
            [eb('r.counts', '=', 'since previous'), ch.decimal(said, 9)],
          ],
          ch.decimal(ch.minus(ch.greatest(said, charged), charged), 9),
        )
        return [
          added(eb.ref('r.duration_s')).as('added_s'),
          added(eb.ref('r.messages')).as('added_messages'),
          added(eb.ref('r.total_up')).as('added_up'),
          added(eb.ref('r.total_down')).as('added_down'),
          addedAmount.as('added_amount'),
          over(
            ch.argMin(
              eb.ref('r.stated_currency'),
              ch.tuple(eb.ref('r.sequence'), eb.ref('r.step_order'), eb.ref('r._landed_at'), eb.ref('r._position')),
            ),
            {
              partitionBy: [eb.ref('r.session_id'), eb.ref('r.session_number'), eb.ref('r.part'), eb.ref('r.fate')],
            },
          ).as('session_currency'),
        ]
      }),
  )
  .table({ orderBy: ['session_id', 'session_number', 'part', 'sequence'] })
  .check(notNull('session_id', 'fate', 'added_up'), accepted('fate', ['kept', 'duplicate']))
