import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Numbers and the lines they belonged to. */
export const numberAssignment = model('staging.number_assignment', { number: sources.subscriptionNumber })
  .describe({
    description:
      'Numbers, IMSIs and logins assigned to subscriptions for [valid_from, valid_to). A later assignment of the number ends an earlier one.',
    columns: {
      number_kind: '`imsi`, or `number` for what may stand in `served_number`: MSISDN, fixed line, login',
      valid_to: 'End, not included; 2120-01-01 when open',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('assignment', (w) =>
        w
          .selectFrom('number as n')
          .select((eb) => [
            ch.if(eb('n.number_type', '=', 'imsi'), ch.literal('imsi'), ch.literal('number')).as('number_kind'),
            'n.number',
            'n.assigned_from',
            'n.assigned_to',
            'n.subscription_id',
            'n.number_type',
          ])
          .$call(
            lastLanded((eb) => [
              ch.if(eb('n.number_type', '=', 'imsi'), ch.literal('imsi'), ch.literal('number')),
              eb.ref('n.number'),
              eb.ref('n.assigned_from'),
            ]),
          ),
      )
      .selectFrom('assignment as a')
      .select((eb) => [
        'a.number_kind',
        'a.number',
        'a.assigned_from as valid_from',
        ch
          .least(
            ch.coalesce(eb.ref('a.assigned_to'), openEnd()),
            ch.coalesce(
              over(ch.lead(eb.ref('a.assigned_from')), {
                partitionBy: [eb.ref('a.number_kind'), eb.ref('a.number')],
                orderBy: [eb.ref('a.assigned_from')],
              }),
              openEnd(),
            ),
          )
          .as('valid_to'),
        'a.subscription_id',
        'a.number_type',
      ]),
  )
  .table({ orderBy: ['number', 'valid_from'] })
  .check(notNull('number', 'valid_from', 'subscription_id'), unique('number_kind', 'number', 'valid_from'))
