import { beforeAll, expect, test } from 'vitest'
import astppRateDeck from '../../samples/mappings/astpp_rate_deck.ts'
import comcastComplaints from '../../samples/mappings/comcast_complaints.ts'
import mccMncList from '../../samples/mappings/mcc_mnc_list.ts'
import { describeWithData } from '../shared-data.ts'
import { sampleLanding } from './land.ts'

describeWithData('comcast_complaints', 'the Comcast complaints', () => {
  const { prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    const report = await land(comcastComplaints, 'comcast_complaints', 'Comcast_telecom_complaints_data.csv')
    expect(report).toMatchObject({ records: 2224, quarantined: 0, landed: { trouble_ticket: 2224 } })
  })

  test('fall on the months and days that are known: no day and month are swapped', async () => {
    const [row] = await ask(`
      WITH toTimeZone(opened_at, 'America/New_York') AS opened
      SELECT uniqExact(ticket_id) AS tickets, uniqExact(toYear(opened)) AS years,
        countIf(toDate(opened) = '2015-06-24') AS top, countIf(toDate(opened) = '2015-06-23') AS next
      FROM raw.trouble_ticket`)
    expect(row).toEqual({ tickets: '2224', years: '1', top: '218', next: '190' })
    const months = await ask(`
      SELECT toMonth(toTimeZone(opened_at, 'America/New_York')) AS month, count() AS n
      FROM raw.trouble_ticket GROUP BY month ORDER BY month`)
    expect(months.map(({ n }) => Number(n))).toEqual([55, 59, 45, 375, 317, 1046, 49, 67, 55, 53, 38, 65])
  })

  test('have the states, statuses and channels that are known', async () => {
    const [row] = await ask(`
      SELECT countIf(status = 'solved') AS solved, countIf(status = 'closed') AS closed,
        countIf(status = 'open') AS open, countIf(status = 'pending') AS pending,
        countIf(channel = 'phone') AS phone, countIf(channel = 'internet') AS internet,
        countIf(region = 'Georgia') AS georgia, countIf(region = 'Florida') AS florida,
        countIf(region = 'California') AS california
      FROM raw.trouble_ticket`)
    expect(row).toEqual({
      solved: '973',
      closed: '734',
      open: '363',
      pending: '154',
      phone: '1119',
      internet: '1105',
      georgia: '288',
      florida: '240',
      california: '220',
    })
  })
})

describeWithData('mcc_mnc_list', 'the list of mobile network codes', () => {
  const { prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    // Six codes of five digits in France and one range in the United States are no E.212 codes.
    const report = await land(mccMncList, 'mcc_mnc_list', 'mcc-mnc-list.json')
    expect(report).toMatchObject({ records: 3094, quarantined: 7, landed: { network_operator: 3087 } })
  })

  test('with what is quarantined it has the entries, codes and pairs that are known: a pair is no key', async () => {
    const [row] = await ask(`
      SELECT count() AS entries, uniqExact(mcc) AS countries, uniqExact(mcc, mnc) AS pairs,
        countIf(status = 'Operational') AS operational
      FROM (
        SELECT mcc::String AS mcc, ifNull(mnc, '?')::String AS mnc, status::String AS status FROM raw.network_operator
        UNION ALL
        SELECT JSONExtractString(payload, 'mcc'), JSONExtractString(payload, 'mnc'), JSONExtractString(payload, 'status')
        FROM quarantine.record
      )`)
    expect(row).toEqual({ entries: '3094', countries: '238', pairs: '3046', operational: '1630' })
  })

  test('keeps the leading zero: 639-02 is Safaricom of Kenya', async () => {
    const rows = await ask("SELECT operator, country FROM raw.network_operator WHERE mcc = '639' AND mnc = '02'")
    expect(rows).toEqual([{ operator: 'Safaricom Limited', country: 'Kenya' }])
  })

  test('says of each refused code which field it was', async () => {
    const rows = await ask('SELECT DISTINCT field, reason FROM quarantine.record')
    expect(rows).toEqual([{ field: 'mnc', reason: 'bad value' }])
  })
})

describeWithData('astpp_rate_deck', 'the wholesale rate deck', () => {
  const { prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    const report = await land(astppRateDeck, 'astpp_rate_deck', 'derived_rate_deck.csv')
    expect(report).toMatchObject({ records: 36206, quarantined: 0 })
    expect(report.landed).toEqual({ catalogue_prefix: 36206, catalogue_rate: 36206 })
  })

  test('has the destinations, increments and prices that are known', async () => {
    const [prefixes] = await ask(`
      SELECT uniqExact(prefix) AS prefixes, uniqExact(name) AS names, min(length(prefix)) AS shortest,
        max(length(prefix)) AS longest, countIf(prefix = '1808') AS hawaii, countIf(prefix = '1') AS america
      FROM raw.catalogue_prefix`)
    expect(prefixes).toEqual({
      prefixes: '36205',
      names: '1295',
      shortest: '1',
      longest: '11',
      hawaii: '2',
      america: '0',
    })
    const [rates] = await ask(`
      SELECT countIf(next_increment = 6) AS six, countIf(next_increment = 1) AS one, max(connect_fee) AS fee,
        toString(round(avg(rate), 6)) AS mean, toString(quantileExact(rate)) AS median, toString(max(rate)) AS highest
      FROM raw.catalogue_rate`)
    expect(rates).toEqual({ six: '36205', one: '1', fee: '0', mean: '0.095162', median: '0.0299', highest: '13.65' })
  })

  test('gives the longest prefix of a number its price', async () => {
    const numbers = {
      '442079460000': '0.0073',
      '447924123456': '0.338',
      '447915123456': '0.0203',
      '4930123456': '0.0101',
      '49153123456': '0.0758',
      '4915112345': '0.0334',
      '9320123456': '0.2093',
      '9370123456': '0.104',
      '23412345': '0.0703',
      '12122345678': '0.01',
    }
    for (const [number, price] of Object.entries(numbers)) {
      const rows = await ask(`
        SELECT toString(rate) AS rate FROM raw.catalogue_rate
        WHERE startsWith('${number}', zone) ORDER BY length(zone) DESC LIMIT 1`)
      expect(rows, number).toEqual([{ rate: price }])
    }
    const unlisted = await ask("SELECT zone FROM raw.catalogue_rate WHERE startsWith('10005550100', zone)")
    expect(unlisted).toEqual([])
  })
})
