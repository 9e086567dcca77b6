import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Float } from '../../warehouse/columns.ts'
import { localTime } from '../staging/local_time.ts'
import { networkCellCurrent } from '../staging/network_cell_current.ts'
import { networkMeasurement } from '../staging/network_measurement.ts'
import { usageEvent } from '../staging/usage_event.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { networkZone } from './network_zone.ts'

export const cellHour = model('network.cell_hour', {
  usage: usageEvent,
  measurement: networkMeasurement,
  cell: networkCellCurrent,
  zone: networkZone,
  offset: zoneOffset,
})
  .describe({
    description:
      'Traffic of a cell in an hour: what its customers’ usage records say, and beside it what the network measured.',
    columns: {
      hour: 'Start of the hour, UTC',
      local_hour: 'The same on the network’s wall clock, see network.network_zone',
      region: 'Region of the cell; unknown where the cell is in no inventory',
      events: 'Usage records that began in the cell and hour',
      calls: 'Answered calls among them',
      call_seconds: 'Their charged duration',
      messages: 'Messages',
      bytes: 'Bytes of data sessions, both directions',
      measured_bytes: 'traffic_bytes as measured; NULL where nothing was',
      utilisation: 'Mean utilisation_ratio, a share of capacity; NULL where nothing was measured',
      setup_success: 'Mean setup_success_ratio, a share; NULL where nothing was measured',
      drop_rate: 'Mean drop_ratio, a share; NULL where nothing was measured',
    },
    tags: ['network'],
    owner: 'network',
  })
  .query((q) =>
    q
      .with('part', (w) =>
        w
          .selectFrom('usage as u')
          .select((eb) => {
            const voice = eb.and([eb('u.service', '=', 'voice'), eb('u.answered', '=', true)])
            return [
              ch.coalesce(eb.ref('u.cell_id'), ch.text('')).as('cell_id'),
              ch.toStartOfHour(eb.ref('u.started_at')).as('hour'),
              ch.toLong(ch.count()).as('events'),
              ch.toLong(ch.countIf(voice)).as('calls'),
              ch.toLong(ch.sumIf(eb.ref('u.duration_s'), voice)).as('call_seconds'),
              ch.toLong(ch.sum(eb.ref('u.messages'))).as('messages'),
              ch.toLong(ch.sum(ch.plus(eb.ref('u.bytes_up'), eb.ref('u.bytes_down')))).as('bytes'),
              ch.null<Float>().as('measured_bytes'),
              ch.null<Float>().as('utilisation'),
              ch.null<Float>().as('setup_success'),
              ch.null<Float>().as('drop_rate'),
            ]
          })
          .where('u.cell_id', 'is not', null)
          .groupBy((eb) => [ch.coalesce(eb.ref('u.cell_id'), ch.text('')), ch.toStartOfHour(eb.ref('u.started_at'))])
          .unionAll(
            w
              .selectFrom('measurement as m')
              .select((eb) => {
                const mean = (metric: string) =>
                  ch.ratio(
                    ch.sumIf(eb.ref('m.value'), eb('m.metric', '=', metric)),
                    ch.countIf(eb('m.metric', '=', metric)),
                  )
                return [
                  ch.toString(eb.ref('m.cell_id')).as('cell_id'),
                  ch.toStartOfHour(eb.ref('m.measured_at')).as('hour'),
                  ch.literal(0n as bigint).as('events'),
                  ch.literal(0n as bigint).as('calls'),
                  ch.literal(0n as bigint).as('call_seconds'),
                  ch.literal(0n as bigint).as('messages'),
                  ch.literal(0n as bigint).as('bytes'),
                  ch.sumIf(ch.toNullable(eb.ref('m.value')), eb('m.metric', '=', 'traffic_bytes')).as('measured_bytes'),
                  mean('utilisation_ratio').as('utilisation'),
                  mean('setup_success_ratio').as('setup_success'),
                  mean('drop_ratio').as('drop_rate'),
                ]
              })
              .groupBy((eb) => [ch.toString(eb.ref('m.cell_id')), ch.toStartOfHour(eb.ref('m.measured_at'))]),
          ),
      )
      .with('whole', (w) =>
        w
          .selectFrom('part as p')
          .select((eb) => [
            'p.cell_id',
            'p.hour',
            ch.sum(eb.ref('p.events')).as('events'),
            ch.sum(eb.ref('p.calls')).as('calls'),
            ch.sum(eb.ref('p.call_seconds')).as('call_seconds'),
            ch.sum(eb.ref('p.messages')).as('messages'),
            ch.sum(eb.ref('p.bytes')).as('bytes'),
            ch.max(eb.ref('p.measured_bytes')).as('measured_bytes'),
            ch.max(eb.ref('p.utilisation')).as('utilisation'),
            ch.max(eb.ref('p.setup_success')).as('setup_success'),
            ch.max(eb.ref('p.drop_rate')).as('drop_rate'),
          ])
          .groupBy(['p.cell_id', 'p.hour']),
      )
      .with('placed', (w) =>
        w
          .selectFrom('whole as h')
          .crossJoin('zone as z')
          .select([
            'h.cell_id',
            'h.hour',
            'z.time_zone',
            'h.events',
            'h.calls',
            'h.call_seconds',
            'h.messages',
            'h.bytes',
            'h.measured_bytes',
            'h.utilisation',
            'h.setup_success',
            'h.drop_rate',
          ]),
      )
      .selectFrom('placed as h')
      .leftJoin('cell as c', 'c.cell_id', 'h.cell_id')
      .leftJoin('offset as o', (join) =>
        asof(join.onRef('o.zone', '=', 'h.time_zone').onRef('h.hour', '>=', 'o.from_at')),
      )
      .select((eb) => [
        'h.cell_id',
        'h.hour',
        localTime(eb.ref('h.hour'), eb.ref('o.offset_s')).as('local_hour'),
        ch.coalesce(ch.toString(eb.ref('c.region')), ch.text('unknown')).as('region'),
        ch.coalesce(ch.toString(eb.ref('c.technology')), ch.text('unknown')).as('technology'),
        'h.events',
        'h.calls',
        'h.call_seconds',
        'h.messages',
        'h.bytes',
        'h.measured_bytes',
        'h.utilisation',
        'h.setup_success',
        'h.drop_rate',
      ]),
  )
  .incremental({
    orderBy: ['cell_id', 'hour'],
    interval: 'day',
    time: 'hour',
    from: { usage: 'started_at', measurement: 'measured_at' },
    dimensions: { offset: { from: 'from_at' } },
  })
  .check(notNull('cell_id', 'hour', 'local_hour'), unique('cell_id', 'hour'))
