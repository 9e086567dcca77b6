import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { cellHour } from './cell_hour.ts'

export const cellBusyHour = model('network.cell_busy_hour', { hourly: cellHour })
  .describe({
    description:
      'The busy hour of a cell and local day: the hour that carried most bytes, the earliest of equals. Measured traffic where the network measured it, else the usage records’.',
    columns: {
      day: 'Day on the network’s wall clock',
      busy_hour: 'Hour on the network’s wall clock, 0 to 23',
      traffic_bytes: 'Bytes carried in the busy hour',
      day_bytes: 'Bytes carried in the day',
      share_of_day: 'traffic_bytes / day_bytes; NULL for a day without traffic',
      utilisation: 'Share of capacity used in the busy hour; NULL where not measured',
    },
    tags: ['network'],
    owner: 'network',
  })
  .query((q) =>
    q
      .with('carried', (w) =>
        w
          .selectFrom('hourly as h')
          .select((eb) => [
            'h.cell_id',
            'h.region',
            'h.technology',
            'h.hour',
            ch.toDate(eb.ref('h.local_hour')).as('day'),
            ch.toHour(eb.ref('h.local_hour')).as('hour_of_day'),
            'h.utilisation',
            ch.coalesce(eb.ref('h.measured_bytes'), ch.toFloat(eb.ref('h.bytes'))).as('traffic_bytes'),
          ]),
      )
      .selectFrom('carried as c')
      .select((eb) => {
        // The earliest of equals: later hours rank lower.
        const busiest = ch.tuple(eb.ref('c.traffic_bytes'), ch.negate(ch.toUnixMilliseconds(eb.ref('c.hour'))))
        return [
          'c.cell_id',
          'c.day',
          ch.any(eb.ref('c.region')).as('region'),
          ch.any(eb.ref('c.technology')).as('technology'),
          ch.argMax(eb.ref('c.hour_of_day'), busiest).as('busy_hour'),
          ch.max(eb.ref('c.traffic_bytes')).as('traffic_bytes'),
          ch.sum(eb.ref('c.traffic_bytes')).as('day_bytes'),
          ch.ratio(ch.max(eb.ref('c.traffic_bytes')), ch.sum(eb.ref('c.traffic_bytes'))).as('share_of_day'),
          ch.at(ch.argMax(ch.array(eb.ref('c.utilisation')), busiest), 1).as('utilisation'),
        ]
      })
      .groupBy(['c.cell_id', 'c.day']),
  )
  .table({ orderBy: ['cell_id', 'day'] })
  .check(
    notNull('cell_id', 'day', 'busy_hour'),
    unique('cell_id', 'day'),
    expression('an hour of the day', (eb) =>
      ch.between(eb.ref('busy_hour'), ch.literal(0 as number), ch.literal(23 as number)),
    ),
  )
