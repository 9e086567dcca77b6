import { it } from 'vitest'
import { accountBalance } from '../../../models/receivables/account_balance.ts'
import { accountTotal } from '../../../models/receivables/account_total.ts'
import { ageing } from '../../../models/receivables/ageing.ts'
import { disputedBill } from '../../../models/receivables/disputed_bill.ts'
import { openItem } from '../../../models/receivables/open_item.ts'
import { postedDocument } from '../../../models/receivables/posted_document.ts'
import { clock } from '../../../models/staging/clock.ts'
import { given, modelTest } from '../../../transforms/project/model-test.ts'
import { expectModel } from '../../../transforms/run/model-test.ts'
import { testWarehouse } from '../../test-warehouse.ts'

const warehouse = testWarehouse()
const today = given(clock, { as_of_day: '2026-06-30' })

const march = {
  period_from: '2026-03-01',
  bill_date: '2026-04-01',
  due_date: '2026-04-15',
  currency: 'EUR',
  corrects: '',
}

const tests = [
  modelTest(
    'a dispute of a period counts once: a debit note and another seller’s bill take what is left of it',
    openItem,
    {
      given: [
        today,
        given(
          postedDocument,
          { ...march, billing_account_id: 'A', bill_id: 'A/1', bill_number: 'A1', kind: 'invoice', gross: '100' },
          { ...march, billing_account_id: 'A', bill_id: 'A/2', bill_number: 'A2', kind: 'debit note', gross: '20' },
          { ...march, billing_account_id: 'B', bill_id: 'B/1', bill_number: 'B1', kind: 'invoice', gross: '100' },
          { ...march, billing_account_id: 'B', bill_id: 'B/2', bill_number: 'B2', kind: 'invoice', gross: '100' },
        ),
        given(
          accountTotal,
          { billing_account_id: 'A', currency: 'EUR', credit: '0' },
          { billing_account_id: 'B', currency: 'EUR', credit: '0' },
        ),
        given(
          disputedBill,
          { billing_account_id: 'A', currency: 'EUR', period_from: '2026-03-01', amount: '30' },
          { billing_account_id: 'B', currency: 'EUR', period_from: '2026-03-01', amount: '130' },
        ),
      ],
      expect: [
        { bill_id: 'A/1', open: '100', disputed: '30' },
        { bill_id: 'A/2', open: '20', disputed: '0' },
        { bill_id: 'B/1', open: '100', disputed: '100' },
        { bill_id: 'B/2', open: '100', disputed: '30' },
      ],
    },
  ),
  modelTest('a bill that is disputed in part is told in two buckets', ageing, {
    given: [
      today,
      given(openItem, {
        billing_account_id: 'A',
        currency: 'EUR',
        bucket: '1-30',
        undisputed: '30.00',
        disputed: '12.50',
      }),
    ],
    expect: [
      { as_of_day: '2026-06-30', currency: 'EUR', bucket: '1-30', accounts: 1n, amount: '30' },
      { as_of_day: '2026-06-30', currency: 'EUR', bucket: 'disputed', accounts: 1n, amount: '12.5' },
    ],
  }),
  modelTest('an account counts once in a bucket however many bills it has there, and currencies stay apart', ageing, {
    given: [
      today,
      given(
        openItem,
        { billing_account_id: 'A', currency: 'EUR', bucket: '31-60', undisputed: '10.01' },
        { billing_account_id: 'A', currency: 'EUR', bucket: '31-60', undisputed: '0.02' },
        { billing_account_id: 'A', currency: 'CZK', bucket: '31-60', undisputed: '5' },
      ),
    ],
    expect: [
      { currency: 'EUR', bucket: '31-60', accounts: 1n, amount: '10.03' },
      { currency: 'CZK', bucket: '31-60', accounts: 1n, amount: '5' },
    ],
  }),
  modelTest('credit that is not applied is below zero; what is nought is not told', ageing, {
    given: [
      today,
      given(openItem, { billing_account_id: 'A', currency: 'EUR', bucket: 'current', undisputed: '0', disputed: '0' }),
      given(
        accountBalance,
        { billing_account_id: 'A', currency: 'EUR', unapplied: '7.77' },
        { billing_account_id: 'B', currency: 'EUR', unapplied: '0' },
      ),
    ],
    expect: [{ currency: 'EUR', bucket: 'unapplied credit', accounts: 1n, amount: '-7.77' }],
  }),
]

it.each(tests.map((test) => [test.name, test] as const))('%s', (_, test) => expectModel(warehouse, test))
