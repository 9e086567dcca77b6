import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { limitBy } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { prefix } from '../staging/prefix.ts'
import { rate } from '../staging/rate.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'

/** Zone of usage without a destination: data, content, and numbers no prefix lists. */
export const NO_ZONE = ''
/** Zone of a rate that holds whatever the other party. */
const ANY_ZONE = '*'

export const MINUTES_OF_DAY = 1440
const MINUTES_OF_WEEK = 10080n

const rateColumns = [
  'd.connect_fee',
  'd.rate',
  'd.per_units',
  'd.first_increment',
  'd.next_increment',
  'd.decimals',
] as const

const bandColumns = [
  ...rateColumns,
  'd.rate_epoch',
  'd.service',
  'd.valid_from',
  'd.from_minute',
  'd.to_minute',
  'd.band',
] as const

/** The week of every service and zone, cut into slots of one rate. */
export const rateSlot = model('rating.rate_slot', { rate, prefix, epoch: catalogueEpoch })
  .describe({
    description:
      'The rate of a service to a zone from a minute of the local week (0 = Monday 00:00) up to the next row. A rate of the zone itself goes before one for any zone, a later version before an earlier, a band that starts later before one that starts earlier. Rate is null where none is in force.',
    columns: { band: 'Weekdays and minutes of the rate’s band', zone: 'Zone of the prefix; empty without one' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('starting', (w) =>
        w
          .selectFrom('epoch as e')
          .select((eb) => ['e.tariff_id', 'e.rate_epoch', ch.min(eb.ref('e.valid_from')).as('at')])
          .groupBy(['e.tariff_id', 'e.rate_epoch']),
      )
      .with('daily', (w) =>
        w
          .selectFrom('rate as r')
          .innerJoin('starting as s', 's.tariff_id', 'r.tariff_id')
          // A rate for the whole week, the usual case, is one band (day 0) instead of seven.
          .select((eb) => [
            's.rate_epoch',
            ch
              .arrayJoin(
                ch.if(
                  eb.and([
                    eb('r.weekdays', '=', '1234567'),
                    eb('r.from_minute', '=', 0),
                    eb('r.to_minute', '=', MINUTES_OF_DAY),
                  ]),
                  ch.range(ch.literal(0), ch.literal(1)),
                  ch.range(ch.literal(1), ch.literal(8)),
                ),
              )
              .as('day'),
            'r.service',
            'r.zone',
            'r.weekdays',
            'r.from_minute',
            'r.to_minute',
            'r.connect_fee',
            'r.rate',
            'r.per_units',
            'r.first_increment',
            'r.next_increment',
            'r.decimals',
            'r.valid_from',
          ])
          .where((eb) => eb.and([eb('r.valid_from', '<=', eb.ref('s.at')), eb('r.valid_to', '>', eb.ref('s.at'))])),
      )
      .with('band', (w) =>
        w
          .selectFrom('daily as d')
          .select((eb) => {
            const whole = eb('d.day', '=', 0n)
            const midnight = ch.times(ch.minus(eb.ref('d.day'), ch.toLong(ch.literal(1))), ch.literal(MINUTES_OF_DAY))
            return [
              ...rateColumns,
              'd.rate_epoch',
              'd.service',
              'd.zone',
              'd.valid_from',
              ch.if(whole, ch.literal<bigint>(0n), ch.plus(midnight, eb.ref('d.from_minute'))).as('from_minute'),
              ch
                .if(whole, ch.literal<bigint>(MINUTES_OF_WEEK), ch.plus(midnight, eb.ref('d.to_minute')))
                .as('to_minute'),
              ch
                .concat(
                  eb.ref('d.weekdays'),
                  ch.text(' '),
                  ch.toString(eb.ref('d.from_minute')),
                  ch.text('-'),
                  ch.toString(eb.ref('d.to_minute')),
                )
                .as('band'),
            ]
          })
          .where((eb) =>
            eb.or([eb('d.day', '=', 0n), eb(ch.position(eb.ref('d.weekdays'), ch.toString(eb.ref('d.day'))), '>', 0n)]),
          ),
      )
      .with('destination', (w) =>
        w
          .selectFrom('prefix as p')
          .innerJoin('starting as s', 's.tariff_id', 'p.tariff_id')
          .select(['s.rate_epoch', 'p.zone'])
          .union(w.selectFrom('band as d').select(['d.rate_epoch', 'd.zone']).where('d.zone', '<>', ANY_ZONE))
          .union(w.selectFrom('starting as s').select(['s.rate_epoch', ch.text(NO_ZONE).as('zone')])),
      )
      .with('candidate', (w) =>
        w
          .selectFrom('band as d')
          .select([...bandColumns, 'd.zone', ch.toInt(ch.literal(1)).as('own_zone')])
          .where('d.zone', '<>', ANY_ZONE)
          .unionAll(
            w
              .selectFrom('band as d')
              .innerJoin('destination as z', 'z.rate_epoch', 'd.rate_epoch')
              .select([...bandColumns, 'z.zone', ch.toInt(ch.literal(0)).as('own_zone')])
              .where('d.zone', '=', ANY_ZONE),
          ),
      )
      .with('boundary', (w) =>
        w
          .selectFrom('candidate as c')
          .select(['c.rate_epoch', 'c.service', 'c.zone', 'c.from_minute as minute'])
          .union(
            w.selectFrom('candidate as c').select(['c.rate_epoch', 'c.service', 'c.zone', 'c.to_minute as minute']),
          )
          .union(
            w
              .selectFrom('candidate as c')
              .select(['c.rate_epoch', 'c.service', 'c.zone', ch.toLong(ch.literal(0)).as('minute')]),
          ),
      )
      .selectFrom('boundary as b')
      .leftJoin('candidate as d', (join) =>
        join
          .onRef('d.rate_epoch', '=', 'b.rate_epoch')
          .onRef('d.service', '=', 'b.service')
          .onRef('d.zone', '=', 'b.zone')
          .onRef('d.from_minute', '<=', 'b.minute')
          .onRef('d.to_minute', '>', 'b.minute'),
      )
      .select(['b.rate_epoch', 'b.service', 'b.zone', 'b.minute', 'd.band', ...rateColumns])
      .orderBy('d.own_zone', 'desc')
      .orderBy('d.valid_from', 'desc')
      .orderBy('d.from_minute', 'desc')
      .$call(limitBy(1, (eb) => [eb.ref('b.rate_epoch'), eb.ref('b.service'), eb.ref('b.zone'), eb.ref('b.minute')])),
  )
  .table({ orderBy: ['rate_epoch', 'service', 'zone', 'minute'] })
  .check(
    notNull('rate_epoch', 'service', 'zone', 'minute'),
    unique('rate_epoch', 'service', 'zone', 'minute'),
    expression('a minute of the week', (eb) => eb.and([eb('minute', '>=', 0n), eb('minute', '<=', MINUTES_OF_WEEK)])),
  )
