import type { Event } from '../contracts/index.ts'
import type { Catalogue } from './catalogue.ts'
import { compareDecimals } from './decimal.ts'
import type { Discount } from './entities/discount.ts'
import type { Offering } from './entities/offering.ts'
import { taxVersions } from './tax_versions.ts'
import { compareInstants, inBoth, type TimeSpan, validity } from './time_span.ts'

/** Id of the tariff that prices an offering's use: its own prices are a tariff of their own. */
export const tariffOf = (offering: Offering): string => offering.tariff ?? `offering/${offering.id}`

/** Rows of an offering: itself, its charges, allowances, discounts and balances. */
export function* offeringEvents(offering: Offering, catalogue: Catalogue): Generator<Event> {
  const valid = validity(offering)
  const of = { offering_id: offering.id } as const
  // A tax rate that changes is a new version of the offering's row; what the row says is the rate at its start.
  for (const { rate, span } of taxSpans(offering, catalogue)) {
    yield {
      contract: 'catalogue_offering',
      ...of,
      name: offering.name,
      type: offering.line_type,
      currency: offering.currency,
      recurring_price: monthlyPrice(offering),
      charged_in: offering.charges.find(isPlainMonthly)?.charged_in ?? 'advance',
      tariff_id: tariffOf(offering),
      tax_id: offering.tax ?? '',
      tax_rate: rate,
      legal_entity_id: offering.legal_entity ?? '',
      minimum_spend: offering.minimum_spend,
      maximum_spend: offering.maximum_spend,
      ...validity(span),
    }
  }
  for (const {
    id,
    count,
    every,
    on,
    tax,
    instalments,
    aligned_to,
    trial_days,
    overdue,
    ...charge
  } of offering.charges) {
    const { name, kind, amount, charged_in, proration, term_months, falling, tax_included, while_suspended } = charge
    yield {
      contract: 'catalogue_charge',
      ...of,
      charge_id: id,
      name,
      kind,
      amount,
      every,
      every_count: count,
      aligned_to,
      trial_days,
      charged_in,
      proration,
      charged_on: on,
      instalments: instalments?.count ?? 1,
      term_months,
      falling,
      overdue_percentage: overdue?.percentage ?? '0',
      grace_days: overdue?.grace_days ?? 0,
      minimum_overdue: overdue?.minimum_overdue ?? '0',
      minimum_fee: overdue?.minimum,
      maximum_fee: overdue?.maximum,
      repeated: overdue?.repeated ?? false,
      on_fees: overdue?.on_fees ?? false,
      while_suspended,
      tax_id: tax ?? '',
      tax_included,
      ...valid,
    }
  }
  for (const { id, services, zones, bands, factors, rollover, order, ...allowance } of offering.allowances) {
    yield {
      contract: 'catalogue_allowance',
      ...of,
      allowance_id: id,
      ...allowance,
      services: services.join(','),
      zones: zones.join(','),
      bands: bands.join(','),
      factors: factorsText(factors),
      used_order: order,
      rollover_periods: rollover?.periods ?? 0,
      rollover_maximum: rollover?.maximum,
      rollover_minimum: rollover?.minimum ?? '0',
      rollover_first: (rollover?.first ?? 'rolled_over') === 'rolled_over',
      ...valid,
    }
  }
  for (const discount of offering.discounts) {
    const span = inBoth(offering, discount)
    if (span) yield discountEvent(discount, offering.id, span)
  }
  for (const { id, services, zones, bands, factors, order, ...balance } of offering.balances) {
    yield {
      contract: 'catalogue_balance',
      ...of,
      balance_id: id,
      ...balance,
      services: services.join(','),
      zones: zones.join(','),
      bands: bands.join(','),
      factors: factorsText(factors),
      used_order: order,
      ...valid,
    }
  }
  for (const { id, balance, ...bonus } of offering.recharge_bonuses) {
    yield { contract: 'catalogue_top_up', ...of, kind: 'bonus', top_up_id: id, balance_id: balance, ...bonus, ...valid }
  }
  for (const { id, balance, ...pass } of offering.passes) {
    yield { contract: 'catalogue_top_up', ...of, kind: 'pass', top_up_id: id, balance_id: balance, ...pass, ...valid }
  }
}

const factorsText = (factors: Readonly<Record<string, string>>): string =>
  Object.entries(factors)
    .map((pair) => pair.join('='))
    .join(',')

/** A row of a discount; a coupon has no offering. */
export function discountEvent(discount: Discount, offeringId: string, span: TimeSpan): Event {
  const { id, name, percentage, amount, currency, on, prices, offerings, order, cycles, maximum, at_least, below } =
    discount
  return {
    contract: 'catalogue_discount',
    offering_id: offeringId,
    discount_id: id,
    name,
    percentage,
    amount,
    currency: currency ?? '',
    applies_to: on,
    prices: prices.join(','),
    offerings: offerings.join(','),
    applied_order: order,
    cycles,
    maximum,
    at_least,
    below,
    ...validity(span),
  }
}

const isPlainMonthly = ({ kind, every, count }: Offering['charges'][number]): boolean =>
  kind === 'charge' && every === 'month' && count === 1

/** The single plain monthly charge, for readers that know no others; those that know `catalogue_charge` read that. */
function monthlyPrice({ charges }: Offering): string {
  const plain = charges.filter(isPlainMonthly)
  return plain.length === 1 && compareDecimals(plain[0]!.amount, '0') >= 0 ? plain[0]!.amount : '0'
}

function taxSpans(offering: Offering, catalogue: Catalogue): { rate: string; span: TimeSpan }[] {
  if (offering.tax === undefined) return [{ rate: '0', span: offering }]
  const versions = [...taxVersions(catalogue, offering.tax)].sort((a, b) => compareInstants(a.span.from, b.span.from))
  return versions.flatMap(({ rate, span }, i) => {
    // Before its first version a tax is as that says (billing.payer_tax): use must not be without a plan for want of one.
    const held = i === 0 && compareInstants(offering.from, span.from) < 0 ? { ...span, from: offering.from } : span
    const both = inBoth(offering, held)
    return both ? [{ rate, span: both }] : []
  })
}
