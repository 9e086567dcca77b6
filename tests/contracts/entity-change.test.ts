import { expect, test } from 'vitest'
import { requiredFields } from '../../ingest/contracts/entity.ts'
import { entityChange } from '../../ingest/contracts/entity_change.ts'
import { validator } from '../../ingest/contracts/validate.ts'

const check = validator(entityChange as never)
const change = (entity: string, fields: unknown) =>
  check.validate(
    {
      system: 'crm',
      entity,
      entity_id: 'C-1',
      changed_at: '2026-02-10T08:30:00Z',
      operation: 'update',
      fields: typeof fields === 'string' ? fields : JSON.stringify(fields),
    },
    [],
  )

test('values are checked as the entity’s own contract would', () => {
  expect(change('customer', { kind: 'individual', country: null, segment: 'business' })).toBeUndefined()
  expect(change('customer_contact', { customer_id: 'C-1', birth_date: '1980-02-29' })).toBeUndefined()
  expect(change('subscription', { recurring_price: '9.990000000', contract_months: 24 })).toBeUndefined()
  expect(change('trouble_ticket', { opened_at: '2026-02-10T09:30:00+01:00' })).toBeUndefined()
  expect(change('customer', '')).toBeUndefined()
})

test.each([
  ['customer', { country: 'Germany' }, 'fields.country', 'two capital letters; or null', 'Germany'],
  ['customer_contact', { birth_date: '1981-02-29' }, 'fields.birth_date', 'a day from 1900-01-01', '1981-02-29'],
  ['subscription', { recurring_price: 9.99 }, 'fields.recurring_price', 'a decimal as text', 'number 9.99'],
  ['billing_account', { cycle_day: 32 }, 'fields.cycle_day', 'a whole number from 1 to 31', 'number 32'],
  ['customer', { region: '' }, 'fields.region', 'text; or null', ''],
  ['customer', { customer_id: 'C-2' }, 'fields.customer_id', 'a field of customer that a change may set', 'C-2'],
  ['customer', { updated_at: '2026-01-01T00:00:00Z' }, 'fields.updated_at', 'a field of customer', '2026'],
  ['customer', { email: 'a@example.com' }, 'fields.email', 'a field of customer', 'a@example.com'],
  ['customer', '{"kind":', 'fields', 'the JSON text of an object', '{"kind":'],
  ['customer', '["kind"]', 'fields', 'the JSON text of an object', '["kind"]'],
])('a %s cannot take %j', (entity, fields, field, expected, got) => {
  const problem = change(entity, fields)
  expect(problem).toMatchObject({ reason: 'bad value', field })
  expect(problem!.expected).toContain(expected)
  expect(problem!.got).toContain(got)
})

test('what a state cannot do without is known', () => {
  expect(requiredFields('customer')).toEqual(['kind'])
  expect(requiredFields('customer_contact')).toEqual(['customer_id'])
  expect(requiredFields('billing_account')).toEqual(['customer_id', 'currency', 'time_zone'])
  expect(requiredFields('subscription')).toEqual(['customer_id', 'billing_account_id', 'type', 'status', 'offering_id'])
})
