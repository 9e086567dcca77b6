import type { Event } from '../contracts/index.ts'
import type { Catalogue } from './catalogue.ts'
import { discountEvent, offeringEvents, tariffOf } from './offering_events.ts'
import { tariffEvents } from './tariff_events.ts'
import { taxVersions } from './tax_versions.ts'
import { validity } from './time_span.ts'

/** A catalogue as rows of the `catalogue_*` contracts, in a fixed order. */
export function* catalogueEvents(catalogue: Catalogue): Generator<Event> {
  for (const entity of catalogue.legal_entities) {
    const { id, from: _from, to: _to, ...row } = entity
    yield { contract: 'catalogue_legal_entity', legal_entity_id: id, ...row, ...validity(entity) }
  }
  for (const { id, decimals, minimum_overdue } of catalogue.currencies) {
    yield { contract: 'catalogue_currency', currency: id, decimals, minimum_overdue }
  }
  for (const rate of catalogue.exchange_rates) {
    const row = { into_currency: rate.into, rate: rate.rate, rate_source: rate.source }
    yield { contract: 'catalogue_exchange_rate', currency: rate.id, ...row, ...validity(rate) }
  }
  for (const id of new Set(catalogue.taxes.map((tax) => tax.id))) {
    for (const { tax, rate, span } of taxVersions(catalogue, id)) {
      const { name, category, jurisdiction, parts } = tax
      const row = { name, category, rate, parts: parts.join(','), jurisdiction }
      yield { contract: 'catalogue_tax', tax_id: id, ...row, ...validity(span) }
    }
  }
  for (const coupon of catalogue.coupons) yield discountEvent(coupon, '', coupon)
  for (const { id: tariffId, ...tariff } of catalogue.tariffs) {
    yield* tariffEvents({ tariffId, ...tariff }, catalogue)
  }
  for (const offering of catalogue.offerings) {
    yield* offeringEvents(offering, catalogue)
    if (offering.usage.length === 0) continue
    const { calendar, usage: prices, from, to } = offering
    const own = { tariffId: tariffOf(offering), calendar, zones: [], fallbacks: [], prices, from, to }
    yield* tariffEvents(own, catalogue)
  }
}
