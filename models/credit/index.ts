import type { Model } from '../../transforms/project/model.ts'
import { type Reconciliation, reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { accountBehaviour } from './account_behaviour.ts'
import { creditLimit } from './credit_limit.ts'
import { creditLimitByClass } from './credit_limit_by_class.ts'
import { creditRule } from './credit_rule.ts'
import { exposure } from './exposure.ts'

/** How far an account is trusted, and why. */
export const models: readonly Model[] = [creditRule, accountBehaviour, creditLimit, creditLimitByClass, exposure]

/** The policy must leave no account without a class. */
const everyAccountHasALimit = reconciliation('every account is given a credit limit', {
  account: accountBehaviour,
  limit: creditLimit,
})
  .by('family', 'currency')
  .left((q) =>
    q
      .selectFrom('account as a')
      .select(['a.family', 'a.currency', ch.toLong(ch.count()).as('accounts')])
      .groupBy(['a.family', 'a.currency']),
  )
  .right((q) =>
    q
      .selectFrom('limit as l')
      .select(['l.family', 'l.currency', ch.toLong(ch.count()).as('accounts')])
      .groupBy(['l.family', 'l.currency']),
  )

export const reconciliations: readonly Reconciliation[] = [everyAccountHasALimit]
