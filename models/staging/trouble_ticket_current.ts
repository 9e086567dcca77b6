import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { latestState } from './deduplicate.ts'
import { troubleTicketWhole } from './entity_wholes.ts'

/** Latest state of every trouble ticket. */
export const troubleTicketCurrent = model('staging.trouble_ticket_current', { troubleTicket: troubleTicketWhole })
  .describe({ description: 'Latest state of every trouble ticket; deleted ones are not in it.', tags: ['core'] })
  .query((q) =>
    q
      .with('latest', (w) =>
        w
          .selectFrom('troubleTicket as s')
          .selectAll('s')
          .$call(latestState('updated_at', (eb) => [eb.ref('s.ticket_id')])),
      )
      .selectFrom('latest as l')
      .selectAll('l')
      .where('l.is_deleted', '=', false),
  )
  .table({ orderBy: ['ticket_id'] })
  .check(notNull('ticket_id'), unique('ticket_id'))
