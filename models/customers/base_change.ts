import { accepted, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseInterval } from './base_interval.ts'

/** Every measure of the base is a running sum over these rows: lines are never multiplied by days. */
export const baseChange = model('customers.base_change', { interval: baseInterval })
  .describe({
    description:
      'What changed in the base, one row a line, day and side: it enters a slice (add, reconnect, moved in) or leaves one (termination, moved out). A move has two rows, each naming the other side.',
    columns: {
      day: 'First local day of the new state: the day at whose end the line is (no longer) counted',
      other_type: 'Where a moved line comes from or goes to; NULL for adds, reconnects and terminations',
    },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('neighbours', (w) =>
        w.selectFrom('interval as i').select((eb) => {
          const line = { partitionBy: [eb.ref('i.subscription_id')], orderBy: [eb.ref('i.from_day')] }
          return [
            'i.subscription_id',
            'i.from_day',
            'i.to_day',
            'i.enters',
            'i.leaves',
            'i.type',
            'i.segment',
            'i.region',
            'i.offering_id',
            'i.contract_months',
            'i.access',
            'i.currency',
            over(ch.lag(ch.widen(eb.ref('i.type'))), line).as('previous_type'),
            over(ch.lag(eb.ref('i.segment')), line).as('previous_segment'),
            over(ch.lag(eb.ref('i.region')), line).as('previous_region'),
            over(ch.lag(eb.ref('i.offering_id')), line).as('previous_offering_id'),
            over(ch.lag(eb.ref('i.contract_months')), line).as('previous_contract_months'),
            over(ch.lag(eb.ref('i.access')), line).as('previous_access'),
            over(ch.lag(eb.ref('i.currency')), line).as('previous_currency'),
            over(ch.lead(ch.widen(eb.ref('i.type'))), line).as('next_type'),
            over(ch.lead(eb.ref('i.segment')), line).as('next_segment'),
            over(ch.lead(eb.ref('i.region')), line).as('next_region'),
            over(ch.lead(eb.ref('i.offering_id')), line).as('next_offering_id'),
            over(ch.lead(eb.ref('i.contract_months')), line).as('next_contract_months'),
            over(ch.lead(eb.ref('i.access')), line).as('next_access'),
            over(ch.lead(eb.ref('i.currency')), line).as('next_currency'),
          ]
        }),
      )
      .with('entering', (w) =>
        w.selectFrom('neighbours as n').select((eb) => {
          const moved = eb('n.enters', '=', 'moved')
          return [
            'n.subscription_id',
            'n.from_day as day',
            ch
              .multiIf(
                [
                  [eb('n.enters', '=', 'add'), ch.text('add')],
                  [eb('n.enters', '=', 'reconnect'), ch.text('reconnect')],
                ],
                ch.text('moved in'),
              )
              .as('change'),
            'n.type',
            'n.segment',
            'n.region',
            'n.offering_id',
            'n.contract_months',
            'n.access',
            'n.currency',
            ch.if(moved, eb.ref('n.previous_type'), ch.null()).as('other_type'),
            ch.if(moved, eb.ref('n.previous_segment'), ch.null()).as('other_segment'),
            ch.if(moved, eb.ref('n.previous_region'), ch.null()).as('other_region'),
            ch.if(moved, eb.ref('n.previous_offering_id'), ch.null()).as('other_offering_id'),
            ch.if(moved, eb.ref('n.previous_contract_months'), ch.null()).as('other_contract_months'),
            ch.if(moved, eb.ref('n.previous_access'), ch.null()).as('other_access'),
            ch.if(moved, eb.ref('n.previous_currency'), ch.null()).as('other_currency'),
          ]
        }),
      )
      .with('leaving', (w) =>
        w
          .selectFrom('neighbours as n')
          .select((eb) => {
            const moved = eb('n.leaves', '=', 'moved')
            return [
              'n.subscription_id',
              'n.to_day as day',
              ch.if(moved, ch.text('moved out'), ch.text('termination')).as('change'),
              'n.type',
              'n.segment',
              'n.region',
              'n.offering_id',
              'n.contract_months',
              'n.access',
              'n.currency',
              ch.if(moved, eb.ref('n.next_type'), ch.null()).as('other_type'),
              ch.if(moved, eb.ref('n.next_segment'), ch.null()).as('other_segment'),
              ch.if(moved, eb.ref('n.next_region'), ch.null()).as('other_region'),
              ch.if(moved, eb.ref('n.next_offering_id'), ch.null()).as('other_offering_id'),
              ch.if(moved, eb.ref('n.next_contract_months'), ch.null()).as('other_contract_months'),
              ch.if(moved, eb.ref('n.next_access'), ch.null()).as('other_access'),
              ch.if(moved, eb.ref('n.next_currency'), ch.null()).as('other_currency'),
            ]
          })
          .where('n.leaves', '!=', 'stays'),
      )
      .with('side', (w) => w.selectFrom('entering').selectAll().unionAll(w.selectFrom('leaving').selectAll()))
      .selectFrom('side as s')
      .selectAll('s'),
  )
  .table({ orderBy: ['day', 'type', 'segment', 'region', 'offering_id'] })
  .check(
    notNull('subscription_id', 'day', 'type', 'segment', 'region', 'offering_id'),
    accepted('change', ['add', 'reconnect', 'moved in', 'moved out', 'termination']),
  )
