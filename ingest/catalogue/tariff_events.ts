import type { Event } from '../contracts/index.ts'
import { always, bandHours } from './band_hours.ts'
import type { Catalogue } from './catalogue.ts'
import type { UsagePrice } from './entities/usage_price.ts'
import type { UsageRate } from './entities/usage_rate.ts'
import { type Destination, destinationsOf, fallbacksOf, type ZoneHolder, zoneOfRate } from './tariff_zones.ts'
import { inBoth, validity } from './time_span.ts'

/** Prices of use under the id that offerings name: a tariff, or an offering with prices of its own. */
export interface PriceHolder extends ZoneHolder {
  readonly tariffId: string
  readonly calendar: string | undefined
}

/** Rows of a tariff: its zones, holidays, prices, rates, tiers and filters. */
export function* tariffEvents(holder: PriceHolder, catalogue: Catalogue): Generator<Event> {
  for (const one of destinationsOf(holder, catalogue)) yield destinationEvent(holder, one)
  for (const calendar of catalogue.calendars.filter(({ id }) => id === holder.calendar)) {
    const span = inBoth(holder, calendar)
    if (span === undefined) continue
    for (const holiday of new Set(calendar.holidays)) {
      yield { contract: 'catalogue_holiday', tariff_id: holder.tariffId, holiday, ...validity(span) }
    }
  }
  for (const price of holder.prices) yield* priceEvents(holder, price, catalogue, 0)
  for (const other of fallbacksOf(holder, catalogue)) {
    const own = { ...holder, calendar: other.calendar, from: other.from, to: other.to }
    for (const price of other.prices) {
      yield* priceEvents(own, { ...price, id: `${other.id}/${price.id}` }, catalogue, other.rank)
    }
  }
}

function* priceEvents(
  holder: PriceHolder,
  price: UsagePrice,
  catalogue: Catalogue,
  fallback: number,
): Generator<Event> {
  yield priceEvent(holder, price, fallback)
  for (const [property, value] of Object.entries(price.where)) {
    yield { contract: 'catalogue_price_filter', ...keyOf(holder, price), property, value, ...validity(holder) }
  }
  for (const rate of price.rates) yield* rateEvents(holder, price, rate, catalogue)
  yield* tierEvents(holder, price)
}

const keyOf = ({ tariffId }: PriceHolder, price: UsagePrice) => ({ tariff_id: tariffId, price_id: price.id })

function destinationEvent({ tariffId }: PriceHolder, { is, text, zone, name, span }: Destination): Event {
  const row = { tariff_id: tariffId, zone, ...validity(span) }
  if (is === 'visited' || is === 'other') return { contract: 'catalogue_network', is, network: text, ...row }
  return { contract: 'catalogue_prefix', prefix: text, ...(is === 'number' ? { exact: true } : {}), name, ...row }
}

function priceEvent(holder: PriceHolder, price: UsagePrice, fallback: number): Event {
  const { conversion, rounding } = price
  const removal = Object.entries(price.removed_where)[0]
  return {
    contract: 'catalogue_price',
    ...keyOf(holder, price),
    name: price.name,
    service: price.service ?? 'metered',
    metric: price.metric ?? '',
    model: price.model,
    weight: price.weight,
    fallback,
    filters: Object.keys(price.where).length,
    minimum_quantity: price.minimum_quantity,
    whole_call_by_start: price.whole_call_by_start,
    exchange_source: price.exchange_source,
    stated_amount: price.stated_amount,
    at_boundary: price.at_boundary,
    minimum_cost: price.minimum_cost,
    maximum_cost: price.maximum_cost,
    maximum_cost_then: price.maximum_cost_then,
    maximum_cost_includes_connect_fee: price.maximum_cost_includes_connect_fee,
    connect_fee_when_covered: price.connect_fee_when_covered,
    amount: price.amount,
    flat_fee_at_zero: price.flat_fee_at_zero,
    package_size: price.package_size,
    free_units: price.free_units,
    percentage: price.percentage,
    fixed_fee: price.fixed_fee,
    minimum_per_event: price.minimum_per_event,
    maximum_per_event: price.maximum_per_event,
    free_events: price.free_events,
    free_amount: price.free_amount,
    aggregation: price.aggregation,
    property: price.property ?? '',
    removed_property: removal?.[0] ?? '',
    removed_value: removal?.[1] ?? '',
    group_by: price.group_by.join(','),
    carried_over: price.carried_over,
    prorated: price.prorated,
    charged_in: price.charged_in,
    multiplier: price.multiplier,
    discount_percentage: price.discount_percentage,
    conversion_operation: conversion?.operation ?? 'none',
    conversion_by: conversion?.by ?? '1',
    conversion_rounding: conversion?.rounding ?? 'none',
    conversion_decimals: conversion?.decimals ?? 0,
    minimum_spend: price.minimum_spend,
    minimum_spend_proration: price.minimum_spend_proration,
    maximum_spend: price.maximum_spend,
    period: price.period,
    scope: price.scope,
    rounding: rounding?.method ?? 'half_up',
    decimals: rounding?.decimals ?? 6,
    rounding_of: rounding?.of ?? 'event',
    tax_id: price.tax ?? '',
    tax_included: price.tax_included,
    ...validity(holder),
  }
}

function* rateEvents(holder: PriceHolder, price: UsagePrice, rate: UsageRate, catalogue: Catalogue): Generator<Event> {
  const per = rate.per ?? price.per
  const next = rate.next_increment ?? price.next_increment
  const base = {
    contract: 'catalogue_rate',
    ...keyOf(holder, price),
    service: price.service ?? 'metered',
    zone: zoneOfRate(rate),
    band: rate.band,
    entry_fee: rate.entry_fee,
    included_units: rate.included_units ?? price.included_units,
    minimum_cost: rate.minimum_cost,
    maximum_cost: rate.maximum_cost,
    maximum_cost_then: rate.maximum_cost_then,
    blocked: rate.blocked,
    markup: rate.markup,
    decimals: Math.max(0, price.rounding?.decimals ?? 6),
  } as const
  const slots = [
    {
      after_units: 0,
      connect_fee: rate.connect_fee,
      rate: rate.rate ?? '0',
      per_units: per,
      first_increment: rate.first_increment ?? price.first_increment,
      next_increment: next,
    },
    ...rate.slots.map((slot) => ({
      after_units: slot.after,
      connect_fee: slot.connect_fee,
      rate: slot.rate,
      per_units: slot.per ?? per,
      first_increment: slot.increment ?? next,
      next_increment: slot.increment ?? next,
    })),
  ]
  const held = inBoth(holder, { from: rate.from ?? holder.from, to: rate.to ?? holder.to })
  if (held === undefined) return
  for (const { hours, weight, span } of timesOf({ ...holder, ...held }, rate.band, catalogue)) {
    for (const slot of slots) yield { ...base, ...hours, weight, ...slot, ...validity(span) }
  }
}

function timesOf(holder: PriceHolder, band: string, catalogue: Catalogue) {
  if (band === '*') {
    return [{ hours: always, weight: 0, span: holder }]
  }
  return catalogue.calendars
    .filter(({ id }) => id === holder.calendar)
    .flatMap((calendar) => {
      const span = inBoth(holder, calendar)
      if (span === undefined) return []
      // A named band wins over "at any time", also when its own weight is 0.
      return calendar.bands
        .filter(({ id }) => id === band)
        .flatMap((entry) => bandHours(entry).map((hours) => ({ hours, weight: entry.weight + 1, span })))
    })
}

function* tierEvents(holder: PriceHolder, price: UsagePrice): Generator<Event> {
  let above = '0'
  for (const [index, tier] of price.tiers.entries()) {
    const row = {
      contract: 'catalogue_tier',
      ...keyOf(holder, price),
      tier: index + 1,
      amount: tier.amount,
      per_units: tier.per,
      flat_fee: tier.flat_fee,
      percentage: tier.percentage,
      maximum: tier.maximum,
      ...validity(holder),
    } as const
    const limits = Object.entries(tier.limits)
    const open = price.beyond_tiers === 'last_tier' && index === price.tiers.length - 1
    if (limits.length === 0) yield { ...row, above, up_to: open ? undefined : tier.up_to }
    for (const [unit, limit] of limits) yield { ...row, unit, up_to: limit }
    above = tier.up_to ?? above
  }
}
