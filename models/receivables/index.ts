import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { accountBalance } from './account_balance.ts'
import { accountStatement } from './account_statement.ts'
import { accountTotal } from './account_total.ts'
import { ageing } from './ageing.ts'
import { collectionList } from './collection_list.ts'
import { disputedBill } from './disputed_bill.ts'
import { moneyPosting } from './money_posting.ts'
import { openItem } from './open_item.ts'
import { postedDocument } from './posted_document.ts'
import { posting } from './posting.ts'
import {
  ageingIsBalance,
  documentsArePosted,
  everyBillIsAnItem,
  postingsAreBalance,
  rollForwardEndsAtBalance,
} from './reconciliations.ts'
import { rollForward } from './roll_forward.ts'

/** What is owed, how old it is, and whom to ask for it. */
export const models: readonly Model[] = [
  postedDocument,
  moneyPosting,
  posting,
  accountStatement,
  accountTotal,
  disputedBill,
  openItem,
  accountBalance,
  ageing,
  rollForward,
  collectionList,
]

export const reconciliations: readonly Reconciliation[] = [
  ageingIsBalance,
  postingsAreBalance,
  rollForwardEndsAtBalance,
  everyBillIsAnItem,
  documentsArePosted,
]
