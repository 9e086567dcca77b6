import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'

/** Cells do not say their zone; accounts do. */
export const networkZone = model('network.network_zone', { account: billingAccountCurrent })
  .describe({
    description: 'The network’s time zone, one row: the zone of most billing accounts; UTC where there are none.',
    tags: ['network'],
    owner: 'network',
  })
  .query((q) =>
    q
      .with('counted', (w) =>
        w
          .selectFrom('account as a')
          .select((eb) => [
            ch.toNullable(ch.toString(eb.ref('a.time_zone'))).as('time_zone'),
            ch.count().as('accounts'),
          ])
          .groupBy('a.time_zone'),
      )
      .selectFrom('counted as c')
      .select((eb) =>
        ch
          .coalesce(
            ch.argMax(eb.ref('c.time_zone'), ch.tuple(eb.ref('c.accounts'), eb.ref('c.time_zone'))),
            ch.text('UTC'),
          )
          .as('time_zone'),
      ),
  )
  .table({ orderBy: [] })
