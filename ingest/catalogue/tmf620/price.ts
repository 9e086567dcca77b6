import { plainDecimal } from '../decimal.ts'
import { type Alteration, alterationsOf } from './alteration.ts'
import { moneyOf } from './money.ts'
import { listOf, type Resource, textOf } from './payload.ts'
import { type PriceType, typeOf } from './price_type.ts'
import { measureOf } from './unit.ts'

/** A ProductOfferingPrice as far as the catalogue's format has words for it. */
export interface ReadPrice {
  readonly id: string
  readonly name: string
  readonly type: PriceType
  readonly amount: string
  readonly currency: string | undefined
  readonly taxIncluded: boolean
  readonly taxRate: string | undefined
  /** Recurring: its period. */
  readonly every: { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly count: number }
  /** Usage: `0.05` a `minute`, or of `100` of them. */
  readonly unit: { readonly name: string; readonly amount: string }
  /** Usage: up to what quantity it holds, by a characteristic with a range of values. */
  readonly range: { readonly from: string; readonly to: string | undefined } | undefined
  readonly validFor: Validity
  readonly chargedIn: 'advance' | 'arrears'
  /** What its alterations bring: units in it, less to pay, a fee. */
  readonly alterations: readonly Alteration[]
}

/** ISO 8601 instants `[from, to)`; open where one is absent. */
export interface Validity {
  readonly from?: string
  readonly to?: string
}

export function validityOf(of: Resource): Validity {
  const { startDateTime, endDateTime } = (of.validFor ?? {}) as Resource
  const [from, to] = [instantOf(startDateTime), instantOf(endDateTime)]
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** An instant of the catalogue: `+0000` is `+00:00`, and what names no zone is UTC. */
function instantOf(value: unknown): string | undefined {
  const zoned = textOf(value)?.replace(/(T.*[+-]\d{2})(\d{2})$/, '$1:$2')
  return zoned === undefined || /(Z|[+-]\d{2}:\d{2}|^\d{4}-\d{2}-\d{2})$/.test(zoned) ? zoned : `${zoned}Z`
}

/** What of a payload has no place in the catalogue, and where it stands. */
export interface Unmapped {
  readonly at: string
  readonly reason: string
}

const known = new Set(
  `id href name description version priceType recurringChargePeriod recurringChargePeriodType recurringChargePeriodLength price
  unitOfMeasure productOfferPriceAlteration tax validFor lastUpdate lifecycleStatus isBundle prodSpecCharValueUse productSpecCharacteristicValueUse
  @type @baseType @schemaLocation @referredType`.split(/\s+/),
)

/** Reads a price; undefined where it cannot be told what it costs. Everything that is left out is noted. */
export function readPrice(of: Resource, at: string, notes: Unmapped[]): ReadPrice | undefined {
  const note = (what: string, reason: string) => void notes.push({ at: what === '' ? at : `${at}.${what}`, reason })
  for (const name of Object.keys(of)) {
    const given = of[name]
    const empty = given === null || (Array.isArray(given) && given.length === 0)
    if (!known.has(name) && !empty) note(name, 'the catalogue has no such member')
  }
  const type = typeOf(of.priceType)
  if (type === undefined) {
    note(
      'priceType',
      `expected recurring, one time or usage, got ${JSON.stringify(of.priceType ?? null)}; the price is left out`,
    )
    return undefined
  }
  const money = moneyOf(of.price)
  const amount = money.amount === undefined ? undefined : plainDecimal(money.amount)
  if (amount === undefined || amount.startsWith('-')) {
    note(
      'price',
      `expected a decimal of zero or more, got ${JSON.stringify(money.amount ?? null)}; the price is left out`,
    )
    return undefined
  }
  const every = periodOf(of)
  if (type === 'recurring' && every === undefined) {
    note('recurringChargePeriod', 'expected days, weeks, months or years; the price is left out')
    return undefined
  }
  return {
    ...{ id: textOf(of.id) ?? textOf(of.name) ?? at, name: textOf(of.name) ?? textOf(of.id) ?? at, type, amount },
    ...{ currency: money.currency, taxIncluded: money.taxIncluded, taxRate: money.taxRate ?? taxOf(of, note) },
    ...{
      every: every ?? { unit: 'month' as const, count: 1 },
      unit: measureOf(of.unitOfMeasure),
      range: rangeOf(of, note),
    },
    validFor: validityOf(of),
    chargedIn: /postpaid/i.test(String(of.priceType)) ? 'arrears' : 'advance',
    alterations: alterationsOf(of, note),
  }
}

function taxOf(of: Resource, note: (what: string, reason: string) => void): string | undefined {
  const [tax, ...others] = listOf(of.tax)
  if (others.length > 0) note('tax', 'of several taxes the first is taken')
  return textOf(tax?.taxRate)
}

/** v4: recurringChargePeriodType and -Length; before: `monthly`, `1 month`, `P1M`. */
function periodOf(of: Resource): ReadPrice['every'] | undefined {
  const text = String(of.recurringChargePeriodType ?? of.recurringChargePeriod ?? '').toLowerCase()
  const iso = /^p(\d+)([dwmy])$/.exec(text)
  const letter = iso?.[2] ?? /(day|dai|week|month|year|annual)/.exec(text)?.[1]?.[0]
  const count = Number(iso?.[1] ?? textOf(of.recurringChargePeriodLength) ?? /\d+/.exec(text)?.[0] ?? 1)
  const unit = ({ d: 'day', w: 'week', m: 'month', y: 'year', a: 'year' } as const)[letter as 'd']
  return unit === undefined || !Number.isInteger(count) || count < 1 ? undefined : { unit, count }
}

function rangeOf(of: Resource, note: (what: string, reason: string) => void): ReadPrice['range'] {
  const uses = listOf(of.prodSpecCharValueUse ?? of.productSpecCharacteristicValueUse)
  const ranges = uses
    .flatMap((use) => listOf(use.productSpecCharacteristicValue))
    .filter((value) => 'valueTo' in value || 'valueFrom' in value)
  if (uses.length > ranges.length)
    note('prodSpecCharValueUse', 'characteristics without valueFrom and valueTo choose no price here')
  const [range, ...others] = ranges
  if (others.length > 0) note('prodSpecCharValueUse', 'of several ranges the first is taken')
  return range === undefined ? undefined : { from: textOf(range.valueFrom) ?? '0', to: textOf(range.valueTo) }
}
