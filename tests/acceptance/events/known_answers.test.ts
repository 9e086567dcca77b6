import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { describeWithData, sharedData } from '../../shared-data.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { type Rated, rateCommand } from './rate_command.ts'

/** Rows of a comma-separated file without quotes; comment lines name columns. */
const rowsOf = (...path: string[]) =>
  readFileSync(join(sharedData, ...path), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(','))

/** A catalogue in a folder of its own, with its list files. */
function catalogueOf(catalogue: object, lists: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder('known-answers')
  writeFileSync(join(folder, 'catalogue.yaml'), stringify(catalogue))
  for (const [name, text] of Object.entries(lists)) writeFileSync(join(folder, name), text)
  return folder
}

const offering = (id: string, currency: string) => ({ id, name: id, currency, tariff: id })

describeWithData('cgrates_tutorial_tariff', 'the tutorial tariff of CGRateS as a catalogue', () => {
  const folder = 'cgrates_tutorial_tariff'
  const cases = rowsOf(folder, 'expected_costs.csv').slice(1)
  let answer: Rated

  beforeAll(async () => {
    const usage = cases.map(([subject, to, at, seconds], i) => ({
      ...{ event_id: String(i), subscription_id: subject, service: 'voice', other_party: to },
      ...{ started_at: at, duration_s: Number(seconds) },
    }))
    const lines = [
      { subscription_id: '1001', offering_id: 'RP_RETAIL2' },
      { subscription_id: '1002', offering_id: 'RP_RETAIL1' },
    ]
    answer = await rateCommand(catalogueOf(tutorial()), usage, lines)
  }, 300_000)

  test('ten of the thirteen figures follow; the three marked ones are exact here', () => {
    const amounts = cases.map((_, i) => answer.lines.find(({ event_id }) => event_id === String(i))?.amount)
    // 0.4 + 0.2 + 25 x 0.1 / 60; 0.2 + 0.1 + 30 x 0.05 / 60; 0.2 + 0.1 + 60 x 0.05 / 60
    const exact: Readonly<Record<string, string>> = { '0.6418': '0.6417', '0.3249': '0.325', '0.3498': '0.35' }
    expect(amounts).toEqual(cases.map(([, , , , stated]) => exact[stated!] ?? stated))
    expect(cases.filter(([, , , , stated]) => exact[stated!] !== undefined)).toHaveLength(3)
  })

  /** The tables of the tutorial in the catalogue's words: a price for each destination rate and timing. */
  function tutorial() {
    const timings = rowsOf(folder, 'Timings.csv')
    const destinationRates = rowsOf(folder, 'DestinationRates.csv')
    const rates = Map.groupBy(rowsOf(folder, 'Rates.csv'), ([id]) => id!)
    const plans = Map.groupBy(rowsOf(folder, 'RatingPlans.csv'), ([id]) => id!)
    const digits = (text: string) => text.replace(/\D/g, '')
    const zones = Map.groupBy(rowsOf(folder, 'Destinations.csv'), ([id]) => id!)
    const seconds = (text: string) => Number(digits(text))
    const pricesOf = (entries: string[][]) =>
      [...Map.groupBy(entries, ([, rate]) => destinationRates.find(([id]) => id === rate)![1]!)].map(
        ([destination, of]) => {
          const [, , , , decimals, most, then] = destinationRates.find(([id]) => id === of[0]![1])!
          // GetCost prices a call that took place: *disconnect, which ends calls under way, changes nothing of it.
          const bounded = Number(most) > 0 && then === '*free' ? { maximum_cost: most } : {}
          return {
            id: destination,
            service: 'voice',
            rounding: { method: 'up', decimals },
            ...bounded,
            rates: of.map(([, rate, timing]) => {
              const steps = rates.get(destinationRates.find(([id]) => id === rate)![2]!)!
              const [first, ...others] = steps.map(([, fee, value, unit, increment, start]) => ({
                ...{ after: seconds(start!), connect_fee: fee, rate: value, per: seconds(unit!) },
                increment: seconds(increment!),
              }))
              const { after, increment, ...base } = first!
              return {
                ...{ zone: destination, band: timing === '*any' ? '*' : timing, ...base },
                ...{ first_increment: increment, next_increment: increment, slots: others },
              }
            }),
          }
        },
      )
    const wanted = ['RP_RETAIL1', 'RP_RETAIL2']
    return {
      zones: [...zones].map(([id, of]) => ({ id, prefixes: of.map(([, prefix]) => digits(prefix!)) })),
      calendars: [
        {
          id: 'timings',
          bands: timings.map(([id, , , , days, start]) => ({ id, weekdays: digits(days!), start: start!.slice(0, 5) })),
        },
      ],
      tariffs: wanted.map((id) => ({ id, calendar: 'timings', prices: pricesOf(plans.get(id)!) })),
      offerings: wanted.map((id) => offering(id, 'USD')),
    }
  }
})

describeWithData('astpp_rate_deck', 'the wholesale rate deck of ASTPP as a catalogue', () => {
  /** A minute to each number, with the price a minute that the deck's README states for its longest prefix. */
  const answers = [
    ['441632960123', '44', '0.0073'],
    ['447924123456', '447924', '0.338'],
    ['447915123456', '447915', '0.0203'],
    ['4930123456', '49', '0.0101'],
    ['49153123456', '4915', '0.0758'],
    ['4915112345678', '49151', '0.0334'],
    ['9320123456', '93', '0.2093'],
    ['93701234567', '9370', '0.104'],
    ['2349234567', '234', '0.0703'],
    ['12127450100', '1212', '0.01'],
  ] as const
  const unlisted = ['12005550100', '19995550100']
  let answer: Rated

  beforeAll(async () => {
    // The deck holds 1808 twice, at one price.
    const deck = new Map(
      rowsOf('astpp_rate_deck', 'derived_rate_deck.csv')
        .slice(1)
        .map((row) => [row[0]!, row]),
    )
    const list = [...deck.values()].map(([prefix, name, fee, included, rate, increment]) =>
      [prefix, name, fee, included, rate, increment, increment].join(','),
    )
    const header = 'prefix,name,connect_fee,included_units,rate,first_increment,next_increment'
    const price = { id: 'calls', service: 'voice', per: 60, rates_file: 'deck.csv' }
    const catalogue = { tariffs: [{ id: 'deck', prices: [price] }], offerings: [offering('deck', 'USD')] }
    expect(list).toHaveLength(36_205)
    const usage = [...answers.map(([to]) => to), ...unlisted].map((to) => ({
      ...{ event_id: to, service: 'voice', other_party: to, started_at: '2026-01-15T12:00:00Z', duration_s: 55 },
    }))
    answer = await rateCommand(catalogueOf(catalogue, { 'deck.csv': [header, ...list].join('\n') }), usage)
  }, 300_000)

  test('55 seconds are ten increments of six at the longest prefix', () => {
    for (const [to, prefix, amount] of answers) {
      const line = answer.lines.find(({ event_id }) => event_id === to)
      expect(line).toMatchObject({ prefix, amount, charged_quantity: '60' })
    }
  })

  test('what no prefix matches is rejected, never guessed', () => {
    expect(answer.rejects.map(({ event_id, reason }) => [event_id, reason])).toEqual(
      unlisted.map((to) => [to, 'no rate']),
    )
  })
})

describeWithData('churn_bigml', 'the minutes of the classic churn file as a catalogue', () => {
  const bands = [
    { band: 'day', hour: '10', minutes: 6, charge: 8, to: '12025550100' },
    { band: 'evening', hour: '19', minutes: 9, charge: 11, to: '12025550100' },
    { band: 'night', hour: '01', minutes: 12, charge: 14, to: '12025550100' },
    { band: 'international', hour: '12', minutes: 15, charge: 17, to: '442079460000' },
  ] as const
  const rows = () => rowsOf('churn_bigml', 'churn-bigml-80.csv').slice(1)
  let answer: Rated

  beforeAll(async () => {
    const rate = (zone: string, band: string, price: string) => ({ zone, band, rate: price })
    const catalogue = {
      zones: [
        { id: 'domestic', prefixes: ['1'] },
        { id: 'abroad', prefixes: ['44'] },
      ],
      calendars: [
        {
          id: 'hours',
          bands: [
            { id: 'day', start: '08:00', end: '17:00' },
            { id: 'evening', start: '17:00', end: '22:00' },
            { id: 'night', start: '22:00', end: '08:00' },
          ],
        },
      ],
      tariffs: [
        {
          id: 'minutes',
          calendar: 'hours',
          prices: [
            {
              ...{ id: 'calls', service: 'voice', per: 60, whole_call_by_start: true, rounding: { decimals: 2 } },
              rates: [
                rate('domestic', 'day', '0.17'),
                rate('domestic', 'evening', '0.085'),
                rate('domestic', 'night', '0.045'),
                rate('abroad', '*', '0.27'),
              ],
            },
          ],
        },
      ],
      offerings: [offering('minutes', 'USD')],
    }
    const usage = rows().flatMap((row, i) =>
      bands.map(({ band, hour, minutes, to }) => ({
        ...{ event_id: `${i} ${band}`, service: 'voice', other_party: to },
        ...{ started_at: `2026-01-15T${hour}:00:00Z`, duration_s: Math.round(Number(row[minutes]) * 60) },
      })),
    )
    answer = await rateCommand(catalogueOf(catalogue), usage)
  }, 300_000)

  const cents = (text: string) => Math.round(Number(text) * 100)

  test('every charge of the file, but for the 25 exact half cents at night that it rounds down', () => {
    const amounts = new Map(answer.lines.map(({ event_id, amount }) => [event_id, cents(amount)]))
    const differences = rows().flatMap((row, i) =>
      bands.flatMap(({ band, charge }) => {
        const difference = amounts.get(`${i} ${band}`)! - cents(row[charge]!)
        return difference === 0 ? [] : [{ band, difference }]
      }),
    )
    expect(differences).toEqual(Array.from({ length: 25 }, () => ({ band: 'night', difference: 1 })))
  })

  test('the sum is the stated 158,260.84 and a cent for each of the 25', () => {
    expect(answer.totals.map(({ usage }) => usage)).toEqual(['158261.09'])
  })
})
