/** Accounts, plans and use by chance, in the public formats; the same seed gives the same. */
export interface RandomOperator {
  readonly catalogue: object
  readonly accounts: object
  readonly usage: readonly Readonly<Record<string, unknown>>[]
}

type Chance = () => number

/** Numbers in [0, 1) from a seed (mulberry32). */
function chanceOf(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const currencies = ['EUR', 'VND', 'KWD'] as const
/** Few, so that there are few sets to issue; one of them moves to month end. */
const cycleDays = [1, 15, 31] as const
const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Ho_Chi_Minh', 'America/New_York'] as const

export function randomOperator(
  seed: number,
  { accounts, from, days }: { accounts: number; from: string; days: number },
) {
  const chance = chanceOf(seed)
  const whole = (below: number) => Math.floor(chance() * below)
  const one = <T>(of: readonly T[]): T => of[whole(of.length)]!
  const often = (share: number) => chance() < share
  const day = (index: number) => new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10)
  const money = () => Number(`${whole(60)}.${String(whole(1000)).padStart(3, '0')}`)

  const charge = (index: number) => ({
    id: `charge${index}`,
    amount: money(),
    charged_in: one(['advance', 'arrears']),
    ...one([
      { every: 'month', aligned_to: one(['cycle', 'start', 'calendar']) },
      { every: 'month', count: 3, aligned_to: one(['cycle', 'next_cycle', 'calendar', 'start']) },
      { every: 'year', aligned_to: one(['next_cycle', 'start']) },
      { every: 'week' },
    ]),
    proration: one(['days', 'days', 'full', 'none', 'seconds']),
    ...(often(0.2) ? { tax_included: true } : {}),
    ...(often(0.2) ? { while_suspended: 'free' } : {}),
    ...(often(0.2) ? { trial_days: whole(20) } : {}),
    ...(often(0.3) ? { tax: one(['standard', 'reduced', 'parts']) } : {}),
  })
  const plans = currencies.flatMap((currency) =>
    Array.from({ length: 6 }, (_, index) => ({
      id: `${currency}-${index}`,
      name: `Plan ${index}`,
      currency,
      tax: one(['standard', 'reduced', 'parts', 'free']),
      legal_entity: one(['north', 'north', 'south']),
      charges: [
        charge(0),
        ...(often(0.5) ? [charge(1)] : []),
        ...(often(0.4) ? [{ id: 'setup', amount: money(), every: 'once', instalments: { count: 2 + whole(4) } }] : []),
      ],
      usage: [{ id: 'texts', service: 'sms', rates: [{ rate: whole(1000) / 10_000 }] }],
      ...(often(0.3) ? { minimum_spend: whole(60) } : {}),
      ...(often(0.2) ? { maximum_spend: 20 + whole(60) } : {}),
    })),
  )
  const coupons = [
    { id: 'share', name: 'Share', percentage: 12.5 },
    { id: 'fixed', name: 'Fixed', amount: 7.77, currency: 'EUR', cycles: 2 },
    { id: 'used-up', name: 'Used up', amount: 100, maximum: 100, currency: 'EUR' },
  ]
  const usage: Record<string, unknown>[] = []
  /** Accounts that pay for others of their currency. */
  const payers: { readonly id: string; readonly currency: string }[] = []
  const made = Array.from({ length: accounts }, (_, index) => {
    const currency = one(currencies)
    const planOf = () => `${currency}-${whole(6)}`
    const mayPay = payers.filter((payer) => payer.currency === currency)
    if (index < 10) payers.push({ id: `A-${index}`, currency })
    const subscriptions = Array.from({ length: 1 + whole(3) }, (_, nth) => {
      const id = `S-${index}-${nth}`
      const begins = whole(days / 2)
      const ends = begins + 2 + whole(days)
      const between = () => day(begins + 1 + whole(Math.min(ends, days) - begins - 1))
      for (let use = whole(4); use > 0; use--) {
        usage.push({
          event_id: `${id}-${use}`,
          service: 'sms',
          messages: 1 + whole(5),
          subscription_id: id,
          started_at: `${day(begins + whole(Math.max(1, Math.min(ends, days) - begins)))}T${String(whole(24)).padStart(2, '0')}:30:00Z`,
        })
      }
      const changes = [
        ...(often(0.4) ? [{ at: between(), offering: planOf() }] : []),
        ...(often(0.2) ? [{ at: `${between()}T13:15`, status: 'suspended' }] : []),
      ]
      return { id, offering: planOf(), from: day(begins), ...(ends < days ? { to: day(ends) } : {}), changes }
    })
    return {
      id: `A-${index}`,
      currency,
      time_zone: one(zones),
      cycle_day: one(cycleDays),
      cycle_months: one([1, 1, 1, 2, 3]),
      ...(often(0.1) ? { tax_exempt: true } : {}),
      ...(often(0.2) && index > 10 && mayPay.length > 0 ? { payer: one(mayPay).id } : {}),
      changes: often(0.3) ? [{ at: day(whole(days)), cycle_day: one(cycleDays) }] : [],
      subscriptions,
      coupons: often(0.4) ? [{ coupon: one(coupons).id }] : [],
      adjustments: often(0.3)
        ? [
            {
              at: day(whole(days)),
              amount: one([-5, 3.33, 12]),
              tax_percent: one([0, 7, 19]),
              subscription: subscriptions[0]!.id,
            },
          ]
        : [],
    }
  })
  return {
    catalogue: {
      taxes: [
        { id: 'standard', rate: 19 },
        { id: 'reduced', rate: 7 },
        { id: 'free', rate: 0, category: one(['AE', 'E', 'Z']) },
        { id: 'federal', name: 'GST', rate: 5 },
        { id: 'province', name: 'PST', rate: 9.975 },
        { id: 'parts', parts: ['federal', 'province'] },
      ],
      legal_entities: ['north', 'south'].map((id) => ({
        id,
        name: id,
        country: 'DE',
        reporting_currency: 'EUR',
        bill_number: `${id}-{year}-{number}`,
        credit_note_number: `${id}-CN-{year}-{number}`,
        debit_note_number: `${id}-DN-{year}-{number}`,
      })),
      coupons,
      offerings: plans,
    },
    accounts: { accounts: made },
    usage,
  } satisfies RandomOperator
}
