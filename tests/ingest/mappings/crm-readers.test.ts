import { describe, expect, test } from 'vitest'
import { checkAnswer } from '../../../ingest/landing/map_record.ts'
import { countryOf, dayOf, from, instantOf, phoneOf, read, saidOf, word } from '../../../ingest/mappings/crm/said.ts'
import { salesforceChangeEvents } from '../../../ingest/mappings/salesforce/change_events.ts'

describe('fields of CRM records', () => {
  test('a country is a code, or the code of its English name, or nothing', () => {
    expect(['DE', 'de', 'Germany', 'united kingdom', 'UK', 'Vietnam', 'Freedonia'].map(countryOf)).toEqual([
      'DE',
      'DE',
      'DE',
      'GB',
      'GB',
      'VN',
      null,
    ])
  })

  test('times are ISO or milliseconds since 1970; without a zone they are UTC', () => {
    // 1,770,022,800 s are 20,486 days and 32,400 s: 2 February 2026, 09:00.
    expect(instantOf(1770022800456)).toBe('2026-02-02T09:00:00.456Z')
    expect(instantOf('2026-02-02T09:00:00.000+0100')).toBe('2026-02-02T08:00:00.000Z')
    expect(instantOf('2026-02-02 09:00:00')).toBe('2026-02-02T09:00:00.000Z')
    expect(() => instantOf('2 February')).toThrow('an instant')
    expect(dayOf('1980-02-29T00:00:00Z')).toBe('1980-02-29')
    // 3,652 days to 1 January 1980, as 1972 and 1976 have 366, and another 59 to 29 February.
    expect(dayOf((3652 + 59) * 86_400_000)).toBe('1980-02-29')
  })

  test('an international number becomes digits, anything else stays', () => {
    expect(['+49 1701 234567', '00491701234567', '0171 234567', 'ask Ana'].map(phoneOf)).toEqual([
      '491701234567',
      '491701234567',
      '0171 234567',
      'ask Ana',
    ])
  })

  test('a column is known by its letters; an empty cell says "nothing", an absent one does not say', () => {
    const said = saidOf({ 'Billing City': ' Berlin ', Phone: '', nested: { a: 1 } })
    expect(from('BillingCity')(said)).toBe('Berlin')
    expect(from('Fax', 'Phone')(said)).toBeNull()
    expect(from('Fax', 'nested')(said)).toBeUndefined()
    expect(() => word({ a: 1 }, 'billing_city')(said)).toThrow('one of a')
    expect(() => read(instantOf, 'billing_city')(said)).toThrow(expect.objectContaining({ field: 'billing_city' }))
  })
})

describe('a null in a change event', () => {
  const { map } = salesforceChangeEvents()
  const fields = (header: Record<string, unknown>, body: Record<string, unknown>) => {
    const ChangeEventHeader = {
      entityName: 'Account',
      recordIds: ['001000000000001AAA'],
      changeType: 'UPDATE',
      commitTimestamp: 1770022800456,
      ...header,
    }
    const answer = map({ ChangeEventHeader, ...body }, undefined as never) as readonly {
      entity: string
      fields: string
    }[]
    expect(checkAnswer(answer).is).toBe('events')
    return Object.assign({}, ...answer.map((each) => JSON.parse(each.fields) as object)) as Record<string, unknown>
  }

  test('counts only where the header names the field', () => {
    const body = { Type: 'Business', Phone: null, ParentId: null, BillingAddress: { City: 'Potsdam', Country: null } }
    const expected = { segment: 'Business', phone: null, city: 'Potsdam', customer_id: '001000000000001AAA' }
    expect(fields({ changedFields: ['Type', 'Phone', 'BillingAddress.City'] }, body)).toEqual(expected)
    expect(fields({ changedFields: [], nulledFields: ['Phone'] }, body)).toEqual(expected)
  })

  test('counts in each part of an address that is set to nothing as a whole', () => {
    expect(
      fields({ changedFields: ['BillingAddress'], nulledFields: ['BillingAddress'] }, { BillingAddress: null }),
    ).toEqual({
      region: null,
      country: null,
      street: null,
      city: null,
      postal_code: null,
      customer_id: '001000000000001AAA',
    })
  })

  test('counts where there is no list at all', () => {
    expect(fields({}, { ParentId: null })).toEqual({ parent_customer_id: null })
  })
})
