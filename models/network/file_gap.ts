import type { Expression } from 'kysely'
import { accepted, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'
import { sources } from '../sources.ts'

/** What files say is missing, or differs from what was read of them. */
export const fileGap = model('network.file_gap', { control: sources.fileControl })
  .describe({
    description:
      'What the files of a feed show to be wrong: numbers that no file has, counts and totals that differ from what was read, records that the network says it has lost, numbers that came more than once.',
    columns: {
      origin: 'Who numbers the files',
      kind: '`missing file`, `count differs`, `records lost`, `total differs` or `sent twice`',
      from_sequence: 'First number concerned',
      to_sequence: 'Last number concerned',
      file: 'The file that shows it',
      records: 'Files missing or sent more than once; records stated less those read; records lost',
      at: 'When that file was closed',
      detail: 'The figures, in words',
    },
    tags: ['core', 'network'],
  })
  .query((q) =>
    q
      // A file that is sent again under its number is a row more; what two owners landed from one position is not.
      .with('file', (w) =>
        w
          .selectFrom('control as f')
          .select((eb) => [
            'f._source as feed',
            'f.origin',
            'f._partition as content',
            ch.any(eb.ref('f.file')).as('file'),
            ch.any(ch.toLong(eb.ref('f.sequence_number'))).as('sequence'),
            ch.any(ch.toLong(eb.ref('f.sequence_modulus'))).as('modulus'),
            ch.any(ch.toLong(eb.ref('f.sequence_first'))).as('first'),
            ch.max(eb.ref('f.closed_at')).as('at'),
            ch.any(ch.toLong(eb.ref('f.records_stated'))).as('records_stated'),
            ch.any(ch.toLong(eb.ref('f.records_read'))).as('records_read'),
            ch.any(ch.toLong(eb.ref('f.lost_stated'))).as('lost'),
            ch.any(eb.ref('f.lost_at_least')).as('lost_at_least'),
            ch.any(eb.ref('f.amount_stated')).as('amount_stated'),
            ch.any(eb.ref('f.amount_read')).as('amount_read'),
            ch.any(eb.ref('f.currency')).as('currency'),
          ])
          .groupBy(['f._source', 'f.origin', 'f._partition', 'f._position']),
      )
      .with('turned', (w) =>
        w
          .selectFrom('file as f')
          .select((eb) => [
            'f.feed',
            'f.origin',
            'f.file',
            'f.content',
            'f.at',
            'f.first',
            ch.coalesce(eb.ref('f.sequence'), ch.literal(0n as bigint)).as('sequence'),
            // Without a modulus numbers never begin again.
            ch
              .coalesce(ch.minus(eb.ref('f.modulus'), eb.ref('f.first')), ch.literal(1_000_000_000_000_000n as bigint))
              .as('span'),
            over(ch.lag(eb.ref('f.sequence')), {
              partitionBy: [eb.ref('f.feed'), eb.ref('f.origin')],
              orderBy: [eb.ref('f.at'), eb.ref('f.sequence')],
            }).as('previous'),
          ])
          .where('f.sequence', 'is not', null),
      )
      // A fall by more than half of all numbers is a new round; a rise by as much is a late file of the round before.
      .with('rounds', (w) =>
        w.selectFrom('turned as t').select((eb) => {
          const rise = ch.minus(eb.ref('t.sequence'), ch.coalesce(eb.ref('t.previous'), eb.ref('t.sequence')))
          const half = ch.intDiv(eb.ref('t.span'), ch.literal(2))
          const turn = ch.multiIf(
            [
              [eb(rise, '<', ch.negate(half)), ch.toLong(ch.literal(1))],
              [eb(rise, '>', half), ch.toLong(ch.literal(-1))],
            ],
            ch.toLong(ch.literal(0)),
          )
          return [
            't.feed',
            't.origin',
            't.file',
            't.content',
            't.at',
            't.first',
            't.span',
            't.sequence',
            over(ch.sum(turn), {
              partitionBy: [eb.ref('t.feed'), eb.ref('t.origin')],
              orderBy: [eb.ref('t.at'), eb.ref('t.sequence')],
              frame: rowsBetween('unbounded', 0),
            }).as('round'),
          ]
        }),
      )
      .with('numbered', (w) =>
        w
          .selectFrom('rounds as r')
          .select((eb) => {
            const number = ch.plus(ch.times(eb.ref('r.round'), eb.ref('r.span')), eb.ref('r.sequence'))
            return [
              'r.feed',
              'r.origin',
              number.as('number'),
              ch.any(eb.ref('r.first')).as('first'),
              ch.any(eb.ref('r.span')).as('span'),
              ch.any(eb.ref('r.sequence')).as('sequence'),
              ch.argMax(eb.ref('r.file'), eb.ref('r.at')).as('file'),
              ch.max(eb.ref('r.at')).as('at'),
              ch.toLong(ch.uniqExact(eb.ref('r.content'))).as('contents'),
            ]
          })
          .groupBy((eb) => [
            eb.ref('r.feed'),
            eb.ref('r.origin'),
            ch.plus(ch.times(eb.ref('r.round'), eb.ref('r.span')), eb.ref('r.sequence')),
          ]),
      )
      .with('followed', (w) =>
        w
          .selectFrom('numbered as n')
          .select(['n.feed', 'n.origin', 'n.number', 'n.first', 'n.span', 'n.sequence', 'n.file', 'n.at'])
          .select((eb) => {
            const before = over(ch.lag(eb.ref('n.number')), {
              partitionBy: [eb.ref('n.feed'), eb.ref('n.origin')],
              orderBy: [eb.ref('n.number')],
            })
            const rise = ch.minus(eb.ref('n.number'), ch.coalesce(before, eb.ref('n.number')))
            return ch.toLong(ch.minus(rise, ch.toLong(ch.literal(1)))).as('missing')
          }),
      )
      .with('gap', (w) =>
        w
          .selectFrom('followed as f')
          .select((eb) => {
            // The number so many files before, in the same round or at the end of the one before.
            const before = (count: Expression<Long>) => {
              const place = ch.minus(ch.minus(eb.ref('f.sequence'), eb.ref('f.first')), count)
              const turned = ch.mod(ch.plus(ch.mod(place, eb.ref('f.span')), eb.ref('f.span')), eb.ref('f.span'))
              return ch.toNullable(ch.toLong(ch.plus(turned, eb.ref('f.first'))))
            }
            return [
              'f.feed',
              'f.origin',
              ch.text('missing file').as('kind'),
              before(eb.ref('f.missing')).as('from_sequence'),
              before(ch.toLong(ch.literal(1))).as('to_sequence'),
              'f.file',
              'f.missing as records',
              'f.at',
              ch.concat(ch.text('before number '), ch.toString(eb.ref('f.sequence'))).as('detail'),
            ]
          })
          .where('f.missing', '>', 0n)
          .unionAll(
            w
              .selectFrom('numbered as n')
              .select((eb) => [
                'n.feed',
                'n.origin',
                ch.text('sent twice').as('kind'),
                ch.toNullable(eb.ref('n.sequence')).as('from_sequence'),
                ch.toNullable(eb.ref('n.sequence')).as('to_sequence'),
                'n.file',
                ch.toLong(ch.minus(eb.ref('n.contents'), ch.toLong(ch.literal(1)))).as('records'),
                'n.at',
                ch.concat(ch.toString(eb.ref('n.contents')), ch.text(' different files have this number')).as('detail'),
              ])
              .where('n.contents', '>', 1n),
          )
          .unionAll(
            w
              .selectFrom('file as f')
              .select((eb) => {
                const stated = ch.coalesce(eb.ref('f.records_stated'), ch.literal(0n as bigint))
                const read = ch.coalesce(eb.ref('f.records_read'), ch.literal(0n as bigint))
                return [
                  'f.feed',
                  'f.origin',
                  ch.text('count differs').as('kind'),
                  'f.sequence as from_sequence',
                  'f.sequence as to_sequence',
                  'f.file',
                  ch.toLong(ch.minus(stated, read)).as('records'),
                  'f.at',
                  ch
                    .concat(ch.text('stated '), ch.toString(stated), ch.text(', read '), ch.toString(read))
                    .as('detail'),
                ]
              })
              .whereRef('f.records_stated', '<>', 'f.records_read'),
          )
          .unionAll(
            w
              .selectFrom('file as f')
              .select((eb) => [
                'f.feed',
                'f.origin',
                ch.text('records lost').as('kind'),
                'f.sequence as from_sequence',
                'f.sequence as to_sequence',
                'f.file',
                ch.coalesce(eb.ref('f.lost'), ch.literal(0n as bigint)).as('records'),
                'f.at',
                ch.if(eb('f.lost_at_least', '=', true), ch.text('at least so many'), ch.text('')).as('detail'),
              ])
              .where('f.lost', '>', 0n),
          )
          .unionAll(
            w
              .selectFrom('file as f')
              .select((eb) => {
                const amount = (column: 'f.amount_stated' | 'f.amount_read') =>
                  ch.coalesce(ch.toString(eb.ref(column)), ch.text(''))
                return [
                  'f.feed',
                  'f.origin',
                  ch.text('total differs').as('kind'),
                  'f.sequence as from_sequence',
                  'f.sequence as to_sequence',
                  'f.file',
                  ch.toLong(ch.literal(0)).as('records'),
                  'f.at',
                  ch
                    .concat(
                      ch.text('stated '),
                      amount('f.amount_stated'),
                      ch.text(', read '),
                      amount('f.amount_read'),
                      ch.text(' '),
                      ch.coalesce(ch.widen(eb.ref('f.currency')), ch.text('')),
                    )
                    .as('detail'),
                ]
              })
              .whereRef('f.amount_stated', '<>', 'f.amount_read'),
          ),
      )
      .selectFrom('gap as g')
      .selectAll('g'),
  )
  .table({ orderBy: ['feed', 'origin', 'kind', 'at'] })
  .check(
    notNull('feed', 'origin', 'kind', 'at'),
    accepted('kind', ['missing file', 'count differs', 'records lost', 'total differs', 'sent twice']),
  )
