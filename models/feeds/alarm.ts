import { accepted, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Float } from '../../warehouse/columns.ts'
import { fileGap } from '../network/file_gap.ts'
import { currentLimit } from './current_limit.ts'
import { lagging } from './lagging.ts'
import { refusedFile } from './refused_file.ts'
import { refusing } from './refusing.ts'
import { silent } from './silent.ts'
import { stopped } from './stopped.ts'

export const alarmKinds = ['silent feed', 'gap', 'reject share', 'lag', 'stopped', 'refused file'] as const

export const alarm = model('feeds.alarm', {
  silent,
  refusing,
  lagging,
  stopped,
  refusedFile,
  gap: fileGap,
  limit: currentLimit,
})
  .describe({
    description:
      'What is wrong with the feeds at the time of reading, a row an alarm; docs/operating.md says what to do about each kind.',
    columns: {
      kind: 'silent feed, gap (network.file_gap without what was sent twice), reject share, lag, stopped, refused file',
      subject: 'Partition, window, process or file it is about; empty for the feed as a whole',
      since: 'Since when',
      value: 'What was measured: seconds of silence or lag, share of records, times refused',
      limit_value: 'What is allowed of it; NULL where nothing is',
      usual_value: 'What is usual: the gap in seconds or the share; NULL where not known',
      detail: 'Why, where it was said',
    },
    tags: ['feeds'],
    owner: 'operations',
  })
  .query((q) => {
    const none = ch.null<Float>()
    return q
      .selectFrom('silent as s')
      .select((eb) => [
        ch.text('silent feed').as('kind'),
        ch.toString(eb.ref('s.feed')).as('feed'),
        ch.text('').as('subject'),
        's.since',
        ch.toFloat(eb.ref('s.silent_s')).as('value'),
        ch.toNullable(eb.ref('s.limit_s')).as('limit_value'),
        's.usual_gap_s as usual_value',
        ch.text('').as('detail'),
      ])
      .unionAll(
        q
          .selectFrom('refusing as r')
          .select((eb) => [
            ch.text('reject share').as('kind'),
            ch.toString(eb.ref('r.feed')).as('feed'),
            'r.window as subject',
            'r.since',
            'r.share as value',
            ch.toNullable(eb.ref('r.limit_share')).as('limit_value'),
            'r.usual_share as usual_value',
            ch
              .concat(
                ch.toString(eb.ref('r.refused')),
                ch.text(' of '),
                ch.toString(eb.ref('r.records')),
                ch.text(' records'),
              )
              .as('detail'),
          ]),
      )
      .unionAll(
        q
          .selectFrom('lagging as g')
          .select((eb) => [
            ch.text('lag').as('kind'),
            ch.toString(eb.ref('g.feed')).as('feed'),
            ch.toString(eb.ref('g.partition')).as('subject'),
            ch
              .addSeconds(eb.ref('g.at'), ch.negate(ch.coalesce(eb.ref('g.lag_s'), ch.literal(0n as bigint))))
              .as('since'),
            ch.toFloat(ch.coalesce(eb.ref('g.lag_s'), ch.literal(0n as bigint))).as('value'),
            ch.toNullable(ch.toFloat(eb.ref('g.limit_s'))).as('limit_value'),
            none.as('usual_value'),
            ch
              .if(
                eb('g.detail', '<>', ''),
                ch.toString(eb.ref('g.detail')),
                ch.concat(ch.toString(ch.coalesce(eb.ref('g.lag'), ch.literal(0n as bigint))), ch.text(' waiting')),
              )
              .as('detail'),
          ]),
      )
      .unionAll(
        q
          .selectFrom('stopped as p')
          .select((eb) => [
            ch.text('stopped').as('kind'),
            ch.toString(eb.ref('p.feed')).as('feed'),
            ch
              .concat(ch.text('pid '), ch.toString(eb.ref('p.pid')), ch.text(' on '), ch.toString(eb.ref('p.host')))
              .as('subject'),
            'p.since',
            ch.toFloat(ch.literal(1 as number)).as('value'),
            none.as('limit_value'),
            none.as('usual_value'),
            ch
              .if(
                eb('p.state', '=', 'failed'),
                ch.toString(eb.ref('p.detail')),
                ch.text('no sign of it since, and no word that it stopped'),
              )
              .as('detail'),
          ]),
      )
      .unionAll(
        q
          .selectFrom('refusedFile as f')
          .select((eb) => [
            ch.text('refused file').as('kind'),
            ch.toString(eb.ref('f.feed')).as('feed'),
            ch.toString(eb.ref('f.file')).as('subject'),
            'f.first_at as since',
            ch.toFloat(eb.ref('f.times')).as('value'),
            none.as('limit_value'),
            none.as('usual_value'),
            ch.toString(eb.ref('f.reason')).as('detail'),
          ]),
      )
      .unionAll(
        q
          .selectFrom('gap as g')
          .crossJoin('limit as l')
          .select((eb) => [
            ch.text('gap').as('kind'),
            ch.toString(eb.ref('g.feed')).as('feed'),
            ch.concat(ch.toString(eb.ref('g.origin')), ch.text(' '), ch.toString(eb.ref('g.kind'))).as('subject'),
            'g.at as since',
            ch.toFloat(ch.coalesce(eb.ref('g.records'), ch.literal(0n as bigint))).as('value'),
            none.as('limit_value'),
            none.as('usual_value'),
            ch.concat(ch.toString(eb.ref('g.detail')), ch.text('; '), ch.toString(eb.ref('g.file'))).as('detail'),
          ])
          .where('g.kind', '<>', 'sent twice')
          .where((eb) => eb('g.at', '>=', ch.addDays(eb.ref('l.at'), ch.negate(eb.ref('l.expected_days'))))),
      )
  })
  .view()
  .check(notNull('kind', 'feed', 'since'), accepted('kind', alarmKinds))
