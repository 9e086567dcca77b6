import { accepted, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseWindow } from './base_window.ts'
import { departure } from './departure.ts'
import { tenureBand, tenureBands } from './tenure_band.ts'

export const leaver = model('customers.leaver', { departure, window: baseWindow })
  .describe({
    description: 'Who leaves and why: departures of lines by month, slice, reason and tenure.',
    columns: {
      contract: 'Contract term in months; 0 for month to month',
      tenure_band: `Whole months since the line’s first day: ${tenureBands.join(', ')}`,
      voluntary: 'The customer ended it: any reason but debt, fraud, deceased, inactive',
      leavers: 'Lines that left',
      monthly_charges: 'Monthly recurring charges lost with them, without tax',
    },
    tags: ['churn'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .selectFrom('departure as d')
      .crossJoin('window as w')
      .select((eb) => [
        ch.toStartOfMonth(eb.ref('d.day')).as('month'),
        'd.type',
        'd.segment',
        'd.region',
        'd.contract_months as contract',
        'd.access',
        'd.reason',
        tenureBand(eb.ref('d.tenure_months')).as('tenure_band'),
        'd.voluntary',
        'd.currency',
        ch.count().as('leavers'),
        ch.roundHalfUp(ch.sum(eb.ref('d.price')), 3).as('monthly_charges'),
      ])
      .whereRef('d.day', '>=', 'w.first_day')
      .groupBy((eb) => [
        ch.toStartOfMonth(eb.ref('d.day')),
        'd.type',
        'd.segment',
        'd.region',
        'd.contract_months',
        'd.access',
        'd.reason',
        tenureBand(eb.ref('d.tenure_months')),
        'd.voluntary',
        'd.currency',
      ]),
  )
  .table({ orderBy: ['month', 'type', 'segment', 'region', 'reason'] })
  .check(notNull('month', 'type', 'reason', 'tenure_band'), accepted('tenure_band', tenureBands))
