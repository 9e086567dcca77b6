import { it } from 'vitest'
import { baseDaily } from '../../../models/customers/base_daily.ts'
import { churnMonthly } from '../../../models/customers/churn_monthly.ts'
import { given, modelTest } from '../../../transforms/project/model-test.ts'
import { expectModel } from '../../../transforms/run/model-test.ts'
import { testWarehouse } from '../../test-warehouse.ts'

const warehouse = testWarehouse()

const tests = [
  // 100 + 50 - 10 = 140; average (100 + 140) / 2 = 120; churn 10 / 120 = 0.0833..., of the opening base 10 / 100.
  modelTest('a month opens on its first day and closes on its last, and churn is of the average base', churnMonthly, {
    given: [
      given(
        baseDaily,
        { day: '2026-02-01', opening: 100n, adds: 30n, terminations: 4n, closing: 126n },
        { day: '2026-02-15', opening: 126n, adds: 20n, terminations: 0n, closing: 146n },
        { day: '2026-02-28', opening: 146n, terminations: 6n, closing: 140n },
      ),
    ],
    expect: [
      {
        month: '2026-02-01',
        opening: 100n,
        adds: 50n,
        terminations: 10n,
        closing: 140n,
        average_base: '120',
        churn_rate: 10 / 120,
        churn_rate_opening: 0.1,
        base_turnover: 60n,
      },
    ],
  }),
  modelTest('slices of one day add up', churnMonthly, {
    given: [
      given(
        baseDaily,
        { day: '2026-04-01', segment: 'consumer', opening: 10n },
        { day: '2026-04-01', segment: 'business', opening: 5n },
        { day: '2026-04-30', segment: 'consumer', closing: 9n, terminations: 1n },
        { day: '2026-04-30', segment: 'business', closing: 5n },
      ),
    ],
    expect: [{ month: '2026-04-01', opening: 15n, closing: 14n, average_base: '14.5', churn_rate: 1 / 14.5 }],
  }),
  modelTest('a month that nobody was in has no rate', churnMonthly, {
    given: [given(baseDaily, { day: '2026-03-01', opening: 0n }, { day: '2026-03-31', closing: 0n })],
    expect: [{ month: '2026-03-01', opening: 0n, closing: 0n, churn_rate: null, churn_rate_opening: null }],
  }),
]

it.each(tests.map((test) => [test.name, test] as const))('%s', (_, test) => expectModel(warehouse, test))
