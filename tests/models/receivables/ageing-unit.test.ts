import { it } from 'vitest'
import { accountBalance } from '../../../models/receivables/account_balance.ts'
import { ageing } from '../../../models/receivables/ageing.ts'
import { openItem } from '../../../models/receivables/open_item.ts'
import { clock } from '../../../models/staging/clock.ts'
import { given, modelTest } from '../../../transforms/project/model-test.ts'
import { expectModel } from '../../../transforms/run/model-test.ts'
import { testWarehouse } from '../../test-warehouse.ts'

const warehouse = testWarehouse()
const today = given(clock, { as_of_day: '2026-06-30' })

const tests = [
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
