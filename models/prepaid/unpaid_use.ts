import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { changesOf } from '../rating/takes.ts'
import { keyedEvent } from '../rating/use_key.ts'
import { moneyUse } from './money_use.ts'

/** Use that balances could not pay. */
const inferred = model('prepaid.unpaid_use', { money: moneyUse })
  .describe({
    description:
      'Use and fees that the money of balances did not suffice for: the charging system would have refused them or cut them short.',
    columns: {
      use_key: 'Id of the event; of use of a metric after `metered/`',
      amount: 'What it costs',
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
          .$call(arrayJoin('change', (eb) => changesOf(eb.ref('c.uses'), eb.ref('c.result'))))
          .select((eb) => [
            ch.element<Text>(eb.ref('change'), 1).as('use_key'),
            keyedEvent(ch.element<Text>(eb.ref('change'), 1)).as('event_id'),
            ch.element<Decimal<9>>(eb.ref('change'), 2).as('amount'),
            ch.element<Decimal<9>>(eb.ref('change'), 3).as('unpaid'),
            ch.element<Decimal<9>>(eb.ref('change'), 4).as('refused'),
          ]),
      )
      .selectFrom('change as c')
      .select(['c.use_key', 'c.event_id', 'c.amount', 'c.unpaid', 'c.refused'])
      .where((eb) => eb.or([eb('c.unpaid', '>', '0'), eb('c.refused', '>', '0')])),
  )
  .view()
  .check(notNull('event_id', 'unpaid'))

export interface UnpaidUseRow extends RowOf<typeof inferred> {}

export const unpaidUse: Model<'prepaid.unpaid_use', UnpaidUseRow> = inferred
