import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { ofChange } from '../rating/takes.ts'
import { unitCoverage } from '../rating/unit_coverage.ts'
import { keyedEvent } from '../rating/use_key.ts'
import { moneyUse } from './money_use.ts'
import { placedDebit } from './placed_debit.ts'

/** Use that balances could not pay. */
const inferred = model('prepaid.unpaid_use', { money: moneyUse, units: unitCoverage, debit: placedDebit })
  .describe({
    description:
      'Use and fees that the money of balances did not suffice for, and what was to be taken by name from a balance of units and was not there: the charging system would have refused them or cut them short.',
    columns: {
      use_key: 'Id of the event; of use of a metric after `metered/`',
      amount: 'What it costs, or what was to be taken, in `unit`',
      unit: 'money, or that of the balance',
      unpaid: 'What no balance had',
      refused: 'What a balance that blocks refused, whatever others had',
    },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('change', (w) =>
        w
          .selectFrom('money as c')
          .$call(arrayJoin('change', (eb) => eb.ref('c.changes')))
          .select((eb) => [
            ofChange.key(eb.ref('change')).as('use_key'),
            ch.text('money').as('unit'),
            keyedEvent(ofChange.key(eb.ref('change'))).as('event_id'),
            ofChange.before(eb.ref('change')).as('amount'),
            ofChange.after(eb.ref('change')).as('unpaid'),
            ofChange.refused(eb.ref('change')).as('refused'),
          ]),
      )
      .with('counted', (w) =>
        w
          .selectFrom('units as c')
          .$call(arrayJoin('change', (eb) => eb.ref('c.changes')))
          .select((eb) => [
            ofChange.key(eb.ref('change')).as('use_key'),
            ofChange.after(eb.ref('change')).as('unpaid'),
            ofChange.refused(eb.ref('change')).as('refused'),
          ]),
      )
      .with('taken', (w) =>
        w
          .selectFrom('counted as c')
          .innerJoin('debit as d', 'd.debit_id', 'c.use_key')
          .select((eb) => [
            'c.use_key',
            'd.unit',
            keyedEvent(eb.ref('c.use_key')).as('event_id'),
            'd.amount',
            'c.unpaid',
            'c.refused',
          ]),
      )
      .selectFrom('change as c')
      .select(['c.use_key', 'c.event_id', 'c.unit', 'c.amount', 'c.unpaid', 'c.refused'])
      .where((eb) => eb.or([eb('c.unpaid', '>', '0'), eb('c.refused', '>', '0')]))
      .unionAll((w) =>
        w
          .selectFrom('taken as c')
          .select(['c.use_key', 'c.event_id', 'c.unit', 'c.amount', 'c.unpaid', 'c.refused'])
          .where((eb) => eb.or([eb('c.unpaid', '>', '0'), eb('c.refused', '>', '0')])),
      ),
  )
  .view()
  .check(notNull('event_id', 'unpaid'))

export interface UnpaidUseRow extends RowOf<typeof inferred> {}

export const unpaidUse: Model<'prepaid.unpaid_use', UnpaidUseRow> = inferred
