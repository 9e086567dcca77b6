import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { maskOf, yearTypeOf } from './date_kind.ts'

const years = ch.range(ch.literal(1990), ch.literal(2120))

const daysOf = (year: Expression<Long>) => {
  const newYear = (of: Expression<Long>) => ch.makeDay(of, ch.literal(1), ch.literal(1))
  return ch.days(newYear(year), newYear(ch.plus(year, ch.literal<bigint>(1n))))
}

/** Which kinds of dates fall together: 24 December and a year may, 24 and 31 December do not. */
export const dateMask = model('rating.date_mask', { epoch: catalogueEpoch })
  .describe({
    description:
      'The sets of dates that the bands of an epoch tell apart, each as a mask of the kinds it is of: only these need stretches of bands. Epochs whose bands name no dates have no row.',
    columns: {
      kinds: 'Kinds of dates, as years/months/days; a bit of a mask each, from the lowest',
      masks: 'Every mask that a date from 1990 to 2119 has',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('kind', (w) =>
        w
          .selectFrom('epoch as e')
          .select((eb) => [
            'e.rate_epoch',
            ch.any(eb.ref('e.date_texts')).as('kinds'),
            ch.any(eb.ref('e.date_kinds')).as('dates'),
          ])
          .where((eb) => eb(ch.arrayLength(eb.ref('e.date_texts')), '>', 0n))
          .groupBy('e.rate_epoch'),
      )
      .with('year', (w) =>
        w
          .selectFrom('kind as k')
          .select((eb) => [
            ...(['k.rate_epoch', 'k.kinds', 'k.dates'] as const),
            ch.arrayMap(years, (year) => yearTypeOf(year, eb.ref('k.dates'))).as('types'),
          ]),
      )
      .selectFrom('year as y')
      .select((eb) => {
        // Of years that are alike one stands for all: a day of each year for many calendars at once does not fit into memory.
        const days = ch.arrayMap(ch.arrayDistinct(eb.ref('y.types')), (type) =>
          daysOf(ch.at(years, ch.indexOf(eb.ref('y.types'), type))),
        )
        const masks = ch.arrayMap(ch.arrayFlatten(days), (day) => maskOf(day, eb.ref('y.dates')))
        return ['y.rate_epoch', 'y.kinds', ch.arraySort(ch.arrayDistinct(masks)).as('masks')]
      }),
  )
  .table({ orderBy: ['rate_epoch'] })
  .check(notNull('rate_epoch'), unique('rate_epoch'))
