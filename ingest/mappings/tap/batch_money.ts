import { type TapBatch, tapGroup, tapGroups, tapInteger, tapText } from '../../codecs/tap/tap_batch.ts'
import type { TapCharge } from '../../codecs/tap/tap_charges.ts'
import { FieldError } from '../mapping.ts'

/** What a batch says of its money. */
export interface BatchMoney {
  /** Decimal places of its amounts. */
  readonly decimals: number
  /** In which they are. */
  readonly currency: string
  /** Into which exchange rates turn them. */
  readonly local: string
  readonly rates: ReadonlyMap<string, { readonly rate: bigint; readonly decimals: number }>
}

/** Decimal places of `stated_amount`. */
const SCALE = 9
/** More decimals than any file's amounts and rates have together. */
const EXACT = 40

const known = new WeakMap<TapBatch, BatchMoney>()

/**
 * The money of a batch. Amounts are in its TAP currency; where it names none but converts, in special drawing rights; where it
 * does neither, in its local currency.
 *
 * @throws FieldError where it does not say how many decimals amounts have.
 */
export function batchMoney(batch: TapBatch): BatchMoney {
  const read = known.get(batch)
  if (read) return read
  const accounting = tapGroup(batch.accountingInfo)
  const conversions = tapGroups(accounting, 'currencyConversionInfo')
  const local = tapText(accounting, 'localCurrency')
  const currency = tapText(accounting, 'tapCurrency') ?? (conversions.length > 0 ? 'XDR' : local)
  if (currency === undefined || local === undefined)
    throw new FieldError('a currency of the batch', local, 'localCurrency')
  const money: BatchMoney = {
    decimals: places(tapInteger(accounting, 'tapDecimalPlaces'), 'tapDecimalPlaces'),
    currency,
    local,
    rates: new Map(
      conversions.map((each) => [
        tapText(each, 'exchangeRateCode') ?? '',
        {
          rate: tapInteger(each, 'exchangeRate') ?? -1n,
          decimals: places(tapInteger(each, 'numberOfDecimalPlaces'), 'numberOfDecimalPlaces'),
        },
      ]),
    ),
  }
  known.set(batch, money)
  return money
}

/** An amount of the batch, unconverted, as text: `amountOf(1234n, money)` is `1.234` with three decimals. */
export function amountOf(units: bigint, { decimals }: BatchMoney): string {
  return decimalText(rounded(units, decimals), SCALE)
}

/** Charges added up and turned into the local currency by their exchange rates, exactly, and rounded once, half up. */
export function stated(
  charges: readonly TapCharge[],
  batch: TapBatch,
): { readonly stated_amount: string | null; readonly stated_currency: string | null } {
  if (charges.length === 0) return { stated_amount: null, stated_currency: null }
  const money = batchMoney(batch)
  let sum = 0n
  let currency: string | undefined
  for (const { amount, exchangeRateCode, refund } of charges) {
    const converted = exchangeRateCode === undefined ? undefined : rateOf(money, exchangeRateCode)
    const into = converted ? money.local : money.currency
    if (currency !== undefined && currency !== into)
      throw new FieldError('charges in one currency', into, 'exchangeRateCode')
    currency = into
    const places = money.decimals + (converted?.decimals ?? 0)
    const exact = amount * (converted?.rate ?? 1n) * 10n ** BigInt(EXACT - places)
    sum += refund ? -exact : exact
  }
  return { stated_amount: decimalText(rounded(sum, EXACT), SCALE), stated_currency: currency! }
}

function rateOf({ rates }: BatchMoney, code: string): { readonly rate: bigint; readonly decimals: number } {
  const found = rates.get(code)
  if (!found || found.rate < 0n)
    throw new FieldError('a code of the exchange rates of the batch', code, 'exchangeRateCode')
  return found
}

function places(given: bigint | undefined, field: string): number {
  if (given === undefined || given < 0n || given > 12n) throw new FieldError('0 to 12 decimal places', given, field)
  return Number(given)
}

/** Units of 10^-places in units of 10^-9, half up, away from zero. */
function rounded(units: bigint, places: number): bigint {
  if (places <= SCALE) return units * 10n ** BigInt(SCALE - places)
  const divisor = 10n ** BigInt(places - SCALE)
  const half = units < 0n ? -divisor / 2n : divisor / 2n
  return (units + half) / divisor
}

function decimalText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
