import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'
import { SECONDS_OF_DAY } from './rate_band.ts'
import { rateSlot } from './rate_slot.ts'

/** A card as arrays: what usage needs that crosses from one band or slot into another. */
export const rateProfile = model('rating.rate_profile', { slot: rateSlot })
  .describe({
    description: 'All stretches of the days of a card in order, for usage that runs through several of them.',
    columns: {
      valid_from: 'Since when the epoch holds',
      starts: 'Where stretches begin: day type × 86400 + second, ascending',
      bands:
        'Of each stretch: band, rate, per units, increment, slots, first increment, entry fee; an empty name where no rate is in force',
      afters: 'Units since the start at which any of the card’s slots begins',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('stretch', (w) =>
        w.selectFrom('slot as s').select((eb) => {
          const one = ch.toUnsigned(ch.literal(1))
          return [
            's.card',
            's.valid_from',
            ch.plus(ch.times(eb.ref('s.day_type'), ch.literal(SECONDS_OF_DAY)), eb.ref('s.second')).as('start'),
            ch
              .tuple(
                ch.coalesce(eb.ref('s.band'), ch.text('')),
                ch.coalesce(eb.ref('s.rate'), ch.zero(9)),
                ch.coalesce(eb.ref('s.per_units'), one),
                ch.coalesce(eb.ref('s.next_increment'), one),
                ch.notNull(eb.ref('s.slots')),
                ch.coalesce(eb.ref('s.first_increment'), one),
                ch.coalesce(eb.ref('s.entry_fee'), ch.zero(9)),
              )
              .as('band'),
            ch.arrayMap(ch.notNull(eb.ref('s.slots')), (slot) => ch.element<Long>(slot, 1)).as('afters'),
          ]
        }),
      )
      .selectFrom('stretch as s')
      .select((eb) => {
        const stretches = ch.arraySortBy(ch.groupArray(ch.tuple(eb.ref('s.start'), eb.ref('s.band'))), (each) =>
          ch.element(each, 1),
        )
        return [
          's.card',
          's.valid_from',
          ch.arrayMap(stretches, (each) => ch.toLong(ch.element<bigint>(each, 1))).as('starts'),
          ch.arrayMap(stretches, (each) => ch.element<readonly unknown[]>(each, 2)).as('bands'),
          ch.arrayDistinct(ch.arrayFlatten(ch.groupArray(eb.ref('s.afters')))).as('afters'),
        ]
      })
      .groupBy(['s.card', 's.valid_from']),
  )
  .table({ orderBy: ['card'] })
  .check(notNull('card'), unique('card'))
