import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Bonuses of recharges and passes of a plan. */
export const topUp = model('staging.top_up', { row: sources.topUp })
  .describe({
    description: 'Bonuses of recharges and passes of plans; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        'r.offering_id',
        'r.kind',
        'r.top_up_id',
        'r.name',
        'r.balance_id',
        'r.at_least',
        'r.percentage',
        'r.amount',
        'r.price',
        'r.days',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(
        lastLanded((eb) => [eb.ref('r.offering_id'), eb.ref('r.kind'), eb.ref('r.top_up_id'), eb.ref('r.valid_from')]),
      ),
  )
  .table({ orderBy: ['offering_id', 'kind', 'top_up_id', 'valid_from'] })
  .check(notNull('offering_id', 'top_up_id'), unique('offering_id', 'kind', 'top_up_id', 'valid_from'))
