import { defaulted, list, nested, record, type ValueOf } from '../catalogue/schema/shape.ts'
import { accountShape } from './entities/account.ts'

/** What an accounts file may hold. */
export const accountsShape = record('accounts', 'What an accounts file may hold.', {
  accounts: defaulted(list(nested(accountShape)), '', 'Billing accounts with all that happens to them', '[]'),
})
export type Accounts = ValueOf<typeof accountsShape>
