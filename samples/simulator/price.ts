import { nanoOf } from './money.ts'
import type { BandPrices, Tariff } from './tariffs.ts'

/** What a service costs to a zone, ready to price events: exact, and a few operations an event. */
export interface Price {
  /** Nano a `perUnits` units, by hour of the local week (7 x 24, Monday first). */
  readonly rateOfHour: readonly bigint[]
  readonly fee: bigint
  readonly perUnits: bigint
  readonly first: number
  readonly next: number
  /** Nano an event's amount is a multiple of, rounded half up. */
  readonly unit: bigint
  readonly free: boolean
}

/**
 * Amount of one event in nano: quantity cut up to increments, rate of the local hour it started in, connect fee,
 * rounded once. A zero quantity costs nothing.
 */
export function amountOf(price: Price, hourOfWeek: number, quantity: number): bigint {
  if (price.free || quantity === 0) return 0n
  const charged =
    quantity <= price.first ? price.first : price.first + Math.ceil((quantity - price.first) / price.next) * price.next
  const scaled = BigInt(charged) * price.rateOfHour[hourOfWeek]! + price.fee * price.perUnits
  const divisor = price.perUnits * price.unit
  return ((2n * scaled + divisor) / (2n * divisor)) * price.unit
}

/** A band as a catalogue row states it. */
export interface Band {
  readonly weekdays: string
  readonly fromMinute: number
  readonly toMinute: number
  readonly rate: string
}

/** Day is weekdays 8 to 18, evening the rest of weekdays, weekend Saturday and Sunday. */
export function bandsOf(prices: BandPrices): readonly Band[] {
  const [day, evening, weekend] = prices
  if (evening === undefined || weekend === undefined) {
    return [{ weekdays: '1234567', fromMinute: 0, toMinute: 1440, rate: day }]
  }
  return [
    { weekdays: '12345', fromMinute: 480, toMinute: 1080, rate: day },
    { weekdays: '12345', fromMinute: 0, toMinute: 480, rate: evening },
    { weekdays: '12345', fromMinute: 1080, toMinute: 1440, rate: evening },
    { weekdays: '67', fromMinute: 0, toMinute: 1440, rate: weekend },
  ]
}

const CENT = 10_000_000n
/** Data amounts keep four decimals, so that bills show a rounding difference. */
const HUNDREDTH_OF_CENT = 100_000n

function priceOf(
  bands: readonly Band[],
  shape: { fee?: string; perUnits: number; first: number; next: number; unit: bigint },
): Price {
  const rateOfHour = Array.from({ length: 168 }, (_, hour) => {
    const weekday = String(Math.floor(hour / 24) + 1)
    const minute = (hour % 24) * 60
    const band = bands.find((b) => b.weekdays.includes(weekday) && b.fromMinute <= minute && minute < b.toMinute)
    return nanoOf(band!.rate)
  })
  const fee = nanoOf(shape.fee ?? '0')
  return {
    rateOfHour,
    fee,
    perUnits: BigInt(shape.perUnits),
    first: shape.first,
    next: shape.next,
    unit: shape.unit,
    free: fee === 0n && rateOfHour.every((rate) => rate === 0n),
  }
}

/** Connect fees are for calls that cost something: emergency and freephone calls have none. */
export const feeOf = (tariff: Tariff, prices: BandPrices): string | undefined =>
  prices.some((price) => nanoOf(price) > 0n) ? tariff.connectFee : undefined

/** The prices of a tariff by service and zone; `changed` = as in force after the rate change. */
export interface PriceList {
  readonly voice: ReadonlyMap<string, Price>
  readonly sms: ReadonlyMap<string, Price>
  readonly mms: Price | undefined
  readonly data: Price
}

export function priceList(tariff: Tariff, changed: boolean): PriceList {
  const voice = changed ? { ...tariff.voice, ...tariff.voiceAfterChange } : tariff.voice
  const always = (rate: string) => bandsOf([rate])
  return {
    voice: new Map(
      Object.entries(voice).map(([zone, prices]) => {
        const fee = feeOf(tariff, prices)
        const shape = { perUnits: 60, first: tariff.firstSeconds, next: tariff.nextSeconds, unit: CENT }
        return [zone, priceOf(bandsOf(prices), fee === undefined ? shape : { ...shape, fee })]
      }),
    ),
    sms: new Map(
      Object.entries(tariff.sms).map(([zone, rate]) => [
        zone,
        priceOf(always(rate), { perUnits: 1, first: 1, next: 1, unit: CENT }),
      ]),
    ),
    mms: tariff.mms ? priceOf(always(tariff.mms), { perUnits: 1, first: 1, next: 1, unit: CENT }) : undefined,
    data: priceOf(always(tariff.data), { perUnits: 1_048_576, first: 1024, next: 1024, unit: HUNDREDTH_OF_CENT }),
  }
}
