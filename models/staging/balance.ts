import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Balances that prepaid lines of a plan have. */
export const balance = model('staging.balance', { row: sources.balance })
  .describe({
    description: 'Prepaid balances of plans; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        'r.offering_id',
        'r.balance_id',
        'r.name',
        'r.kind',
        'r.unit',
        'r.opening',
        'r.services',
        'r.zones',
        'r.bands',
        'r.factors',
        'r.increment',
        'r.rate',
        'r.priority',
        'r.weight',
        'r.used_order',
        'r.own_first',
        'r.scope',
        'r.blocker',
        'r.expires_after_days',
        'r.prolonged',
        'r.maximum_debt',
        'r.threshold',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(lastLanded((eb) => [eb.ref('r.offering_id'), eb.ref('r.balance_id'), eb.ref('r.valid_from')])),
  )
  .table({ orderBy: ['offering_id', 'balance_id', 'valid_from'] })
  .check(notNull('offering_id', 'balance_id'), unique('offering_id', 'balance_id', 'valid_from'))
