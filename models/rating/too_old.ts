import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'

/** The clock's limit as a row of a validity: what moves it makes due only the days that it passes. */
export const tooOld = model('rating.too_old', { clock })
  .describe({
    description: 'When usage began that is too old to be billed: one row, [valid_from, valid_to).',
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('clock as k')
      .select((eb) => [ch.instant('1970-01-01T00:00:00Z').as('valid_from'), eb.ref('k.billable_from').as('valid_to')]),
  )
  .view()
