import { describe, expect, test } from 'vitest'
import { quantityModels } from '../../ingest/catalogue/entities/quantity_model.ts'
import { type PricedCall, priceCall } from '../rating/evaluator/call.ts'
import { costOfCall, roundedEvent } from '../rating/evaluator/cost.ts'
import { fractionOf, textOf, zero } from '../rating/evaluator/fraction.ts'
import { periodCharge } from '../rating/evaluator/quantity.ts'
import { modelExamples } from './example.ts'

// What is told by use rather than by quantities has levels and groups, which only the models themselves are asked for.
const told = modelExamples()
  .map((file) => ({ ...file, examples: file.examples.filter(({ use }) => use === undefined) }))
  .filter(({ examples }) => examples.length > 0)

describe.each(told)('the worked examples of $name', ({ catalogue, examples }) => {
  test.each(examples)('$price: $quantities $amounts $zone $at $seconds costs $cost', (example) => {
    const tariff = catalogue.tariffs[0]!
    const price = tariff.prices.find(({ id }) => id === example.price)!
    if (example.at !== undefined) {
      const call = {
        zone: example.zone!,
        at: Date.parse(`${example.at}Z`),
        quantity: Number(example.seconds),
        timed: true,
        local: (after: number) => Date.parse(`${example.at}Z`) + after * 1000,
      }
      const calendar = catalogue.calendars.find(({ id }) => id === tariff.calendar)
      const cost = costOfCall(priceCall(price, calendar, call) as PricedCall)
      return expect(textOf(roundedEvent(price, cost))).toBe(example.cost)
    }
    const events = (example.quantities ?? example.amounts!).map((value, at) => ({
      quantity: fractionOf(value),
      amount: example.amounts ? fractionOf(value) : zero,
      at,
      properties: {},
    }))
    expect(textOf(periodCharge(price, events, { from: 0, to: 1000 }))).toBe(example.cost)
  })
})

test('every quantity model has a worked example', () => {
  const models = modelExamples().flatMap(({ catalogue }) =>
    catalogue.tariffs.flatMap(({ prices }) => prices.map(({ model }) => model)),
  )
  expect([...new Set(models)].sort()).toEqual([...quantityModels].sort())
})
