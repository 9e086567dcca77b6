import type { Catalogue } from './catalogue.ts'
import { idsOf, type Looking, mustExist, namesOf, placeOf } from './looking.ts'

/** Notes currencies that neither ISO 4217 nor the catalogue's own list has: EUO would bill in a money nobody pays in. */
export function checkCurrencies(catalogue: Catalogue, reading: Looking): void {
  const own = namesOf('currency', idsOf(catalogue, 'currencies'), reading)
  if (own === undefined) return
  const known = new Set([...Intl.supportedValuesOf('currency'), ...own])
  const expected = 'a currency of ISO 4217 (or list it: currencies: [{ id: XTS, decimals: 2 }])'
  const look = (of: object, member: string, currency: string | undefined) => {
    if (currency === undefined) return
    const at = placeOf(of, of, reading)
    mustExist(currency, known, expected, { ...at, path: `${at.path}.${member}` }, reading.problems)
  }
  for (const offering of catalogue.offerings) look(offering, 'currency', offering.currency)
  for (const discount of [...catalogue.coupons, ...catalogue.offerings.flatMap(({ discounts }) => discounts)])
    look(discount, 'currency', discount.currency)
  for (const entity of catalogue.legal_entities) look(entity, 'reporting_currency', entity.reporting_currency)
  for (const rate of catalogue.exchange_rates) {
    look(rate, 'id', rate.id)
    look(rate, 'into', rate.into)
  }
}
