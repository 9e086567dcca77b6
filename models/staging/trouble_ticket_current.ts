import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { sources } from '../sources.ts'
import { latestState } from './deduplicate.ts'

/** Latest state of every trouble ticket. */
export const troubleTicketCurrent = model('staging.trouble_ticket_current', { troubleTicket: sources.troubleTicket })
  .describe({ description: 'Latest state of every trouble ticket.', tags: ['core'] })
  .query((q) =>
    q
      .selectFrom('troubleTicket as s')
      .selectAll('s')
      .$call(latestState('updated_at', (eb) => [eb.ref('s.ticket_id')])),
  )
  .table({ orderBy: ['ticket_id'] })
  .check(notNull('ticket_id'), unique('ticket_id'))
