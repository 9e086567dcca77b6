import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { rateSlot } from './rate_slot.ts'
import { termColumns } from './term.ts'

const columns = ['s.terms' as const, 's.valid_from' as const, ...termColumns.map((column) => `s.${column}` as const)]

/** A deck has many rates and few terms: what use looks up here stays in the processor's cache. */
export const rateTerms = model('rating.rate_terms', { slot: rateSlot })
  .describe({
    description: 'What rates say beside band and price a unit, each once: fees, increments, bounds, rounding.',
    columns: {
      terms: 'Epoch and everything here, as one number',
      valid_from: 'Since when the epoch holds',
    },
    tags: ['rating'],
  })
  .query((q) => q.selectFrom('slot as s').select(columns).groupBy(columns))
  .table({ orderBy: ['terms'] })
  .check(notNull('terms'), unique('terms'))
