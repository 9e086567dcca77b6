import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { firstLanded } from '../staging/deduplicate.ts'
import { customerBill } from './customer_bill.ts'

const states = ['handed over', 'accepted', 'delivered', 'opened', 'bounced', 'returned', 'failed'] as const
const failures = ['bounced', 'returned', 'failed'] as const

/** Documents on their way to customers. */
export const documentDelivery = model('billing.document_delivery', {
  delivery: sources.documentDelivery,
  bill: customerBill,
})
  .describe({
    description:
      'Documents that were handed to a carrier, one row a document and channel, with what the carrier said became of them.',
    columns: {
      document_number: 'Number of the bill, credit or debit note',
      state: 'What a carrier told last, of two at one time the one further on; `handed over` until it answers',
      state_at: 'When that was',
      handed_over_at: 'When we handed it over; null for what another system sent',
      delivered_at: 'When it was first delivered',
      opened_at: 'When it was first opened',
      has_failed: 'It bounced, was returned or failed, and was not delivered afterwards',
      detail: 'The carrier’s words to the state',
      billing_account_id: 'The payer; null for a document that is not known',
    },
    tags: ['billing'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('told', (w) =>
        w
          .selectFrom('delivery as d')
          .selectAll('d')
          .$call(
            firstLanded((eb) => [eb.ref('d.document_number'), eb.ref('d.channel'), eb.ref('d.state'), eb.ref('d.at')]),
          ),
      )
      .with('sent', (w) =>
        w
          .selectFrom('told as d')
          .select((eb) => {
            // A carrier's clock may be behind ours: what it says comes after the hand-over all the same.
            const answer = ch.toInt(ch.toBool(eb('d.state', '<>', 'handed over')))
            const order = ch.tuple(answer, eb.ref('d.at'), eb.ref('d.state'))
            return [
              'd.document_number',
              'd.channel',
              ch.argMax(eb.ref('d.state'), order).as('state'),
              ch.argMax(eb.ref('d.at'), order).as('state_at'),
              ch.argMax(eb.ref('d.detail'), order).as('detail'),
              ch.minIf(eb.ref('d.at'), eb('d.state', '=', 'handed over')).as('handed_over_at'),
              ch.minIf(eb.ref('d.at'), eb('d.state', '=', 'delivered')).as('delivered_at'),
              ch.minIf(eb.ref('d.at'), eb('d.state', '=', 'opened')).as('opened_at'),
              ch.max(ch.if(eb('d.state', 'in', failures), ch.toNullable(eb.ref('d.at')), ch.null())).as('failed_at'),
              ch
                .max(ch.if(eb('d.state', 'in', ['delivered', 'opened']), ch.toNullable(eb.ref('d.at')), ch.null()))
                .as('arrived_at'),
            ]
          })
          .groupBy(['d.document_number', 'd.channel']),
      )
      .selectFrom('sent as s')
      .leftJoin('bill as b', 'b.bill_number', 's.document_number')
      .select((eb) => [
        's.document_number',
        's.channel',
        'b.kind',
        'b.billing_account_id',
        'b.customer_id',
        's.state',
        's.state_at',
        's.detail',
        's.handed_over_at',
        's.delivered_at',
        's.opened_at',
        ch
          .if(
            eb.and([
              eb('s.failed_at', 'is not', null),
              eb.or([eb('s.arrived_at', 'is', null), eb('s.arrived_at', '<', eb.ref('s.failed_at'))]),
            ]),
            ch.literal<boolean>(true),
            ch.literal<boolean>(false),
          )
          .as('has_failed'),
      ]),
  )
  .table({ orderBy: ['document_number', 'channel'] })
  .check(
    notNull('document_number', 'channel', 'state', 'state_at'),
    unique('document_number', 'channel'),
    accepted('state', states),
  )
