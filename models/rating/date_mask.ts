import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { maskOf } from './date_kind.ts'

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
      .selectFrom('kind as k')
      .select((eb) => {
        const days = ch.days(ch.day('1990-01-01'), ch.day('2120-01-01'))
        const masks = ch.arrayMap(days, (day) => maskOf(day, eb.ref('k.dates')))
        return ['k.rate_epoch', 'k.kinds', ch.arraySort(ch.arrayDistinct(masks)).as('masks')]
      }),
  )
  .table({ orderBy: ['rate_epoch'] })
  .check(notNull('rate_epoch'), unique('rate_epoch'))
