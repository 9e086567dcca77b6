import type { Event } from '../../ingest/contracts/index.ts'
import { type HomeNetwork, zonePrefixes } from './destinations.ts'
import { textOfNano } from './money.ts'
import { type Offering, offerings } from './offerings.ts'
import { type Band, bandsOf, feeOf } from './price.ts'
import { type BandPrices, type Tariff, tariffs } from './tariffs.ts'

const TAX_RATE = '0.19'
const CATALOGUE_START = '2020-01-01T00:00:00Z'

const SELLER = 'sample'

/** Who issues the operator’s bills; its account is the example of the IBAN registry. */
const seller: Event = {
  contract: 'catalogue_legal_entity',
  legal_entity_id: SELLER,
  name: 'Sample Operator GmbH',
  country: 'DE',
  tax_number: 'DE123456789',
  street: 'Musterstraße 1',
  city: 'Berlin',
  postal_code: '10115',
  registration: 'HRB 12345 B',
  email: 'billing@example.com',
  phone: '+49 30 23125000',
  website: 'www.example.com',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  reporting_currency: 'EUR',
  valid_from: CATALOGUE_START,
}

/** Offerings, prefixes and rates of the sample operator. Rates that change do so at `rateChange`. */
export function* catalogueEvents(home: HomeNetwork, rateChange: Date): Generator<Event> {
  yield seller
  for (const offering of offerings) yield offeringEvent(offering)
  for (const tariff of tariffs) yield* tariffEvents(tariff, tariff.id, home, rateChange)
}

function offeringEvent(offering: Offering): Event {
  return {
    contract: 'catalogue_offering',
    offering_id: offering.id,
    name: offering.name,
    type: offering.type,
    currency: 'EUR',
    recurring_price: textOfNano(offering.recurring),
    charged_in: 'arrears',
    tariff_id: offering.tariffId,
    tax_rate: TAX_RATE,
    legal_entity_id: SELLER,
    valid_from: CATALOGUE_START,
  }
}

/** Prefixes and rates of one tariff, under the id that the offerings name. */
export function* tariffEvents(tariff: Tariff, id: string, home: HomeNetwork, rateChange?: Date): Generator<Event> {
  for (const { prefix, zone, name } of zonePrefixes(home)) {
    yield { contract: 'catalogue_prefix', tariff_id: id, prefix, zone, name, valid_from: CATALOGUE_START }
  }
  // Its charging system prices a call by the band it starts in.
  yield {
    contract: 'catalogue_price',
    tariff_id: id,
    price_id: 'calls',
    service: 'voice',
    model: 'rate',
    whole_call_by_start: true,
    decimals: 2,
    valid_from: CATALOGUE_START,
  }
  for (const [zone, prices] of Object.entries(tariff.voice)) {
    const after = tariff.voiceAfterChange?.[zone]
    if (after && rateChange) {
      yield* voiceRates(tariff, id, zone, prices, CATALOGUE_START, rateChange)
      yield* voiceRates(tariff, id, zone, after, rateChange)
    } else yield* voiceRates(tariff, id, zone, prices, CATALOGUE_START)
  }
  for (const [zone, rate] of Object.entries(tariff.sms)) yield flatRate(id, 'sms', zone, rate, 1, 1, 2)
  if (tariff.mms) {
    for (const zone of Object.keys(tariff.sms)) yield flatRate(id, 'mms', zone, tariff.mms, 1, 1, 2)
  }
  yield flatRate(id, 'data', '*', tariff.data, 1_048_576, 1024, 4)
}

function* voiceRates(
  tariff: Tariff,
  id: string,
  zone: string,
  prices: BandPrices,
  validFrom: string | Date,
  validTo?: Date,
): Generator<Event> {
  for (const band of bandsOf(prices)) {
    yield {
      contract: 'catalogue_rate',
      tariff_id: id,
      price_id: 'calls',
      service: 'voice',
      zone,
      ...bandFields(band),
      connect_fee: feeOf(tariff, prices) ?? '0',
      per_units: 60,
      first_increment: tariff.firstSeconds,
      next_increment: tariff.nextSeconds,
      decimals: 2,
      valid_from: validFrom,
      valid_to: validTo,
    }
  }
}

const bandFields = (band: Band) => ({
  weekdays: band.weekdays,
  from_minute: band.fromMinute,
  to_minute: band.toMinute,
  rate: band.rate,
})

function flatRate(
  id: string,
  service: 'sms' | 'mms' | 'data',
  zone: string,
  rate: string,
  perUnits: number,
  increment: number,
  decimals: number,
): Event {
  return {
    contract: 'catalogue_rate',
    tariff_id: id,
    service,
    zone,
    rate,
    per_units: perUnits,
    first_increment: increment,
    next_increment: increment,
    decimals,
    valid_from: CATALOGUE_START,
  }
}
