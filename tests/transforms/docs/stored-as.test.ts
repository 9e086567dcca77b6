import { expect, it } from 'vitest'
import { storedAs } from '../../../transforms/docs/site/stored-as.ts'
import { intervalShop } from '../interval-shop.ts'

it('a page says how its model is kept up to date', () => {
  const { graph } = intervalShop()
  const said = (model: string) => storedAs(graph.models.get(model)!.materialized)
  expect(said('staging.use')).toBe('view')
  expect(said('finance.best_day')).toBe('table')
  expect(said('rating.priced')).toBe(
    'table ordered by account, started_at, made by the day of started_at, in 4 buckets of account, from the days of use',
  )
})
