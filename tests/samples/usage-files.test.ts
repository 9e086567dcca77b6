import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import bandicootAntennas from '../../samples/mappings/bandicoot_antennas.ts'
import bandicootRecords from '../../samples/mappings/bandicoot_records.ts'
import cdrstatsCsv from '../../samples/mappings/cdrstats_csv.ts'
import cdrstatsText from '../../samples/mappings/cdrstats_text.ts'
import phoneBill from '../../samples/mappings/phone_bill.ts'
import { describeWithData, sharedData } from '../shared-data.ts'
import { sampleLanding } from './land.ts'

describeWithData('phone_bill', 'the itemised phone bill', () => {
  const { prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    const report = await land(phoneBill, 'phone_bill', 'phone_data.csv')
    expect(report).toMatchObject({ records: 830, quarantined: 0, landed: { usage: 830 } })
  })

  test('has the calls, messages, data and networks that the tutorial publishes', async () => {
    const [row] = await ask(`
      SELECT countIf(service = 'voice') AS calls, countIf(service = 'sms') AS sms, countIf(service = 'data') AS data,
        sumIf(duration_s, service = 'voice') AS seconds, maxIf(duration_s, service = 'voice') AS longest,
        sum(messages) AS messages, sum(bytes_down) AS bytes, uniqExact(other_network) AS networks
      FROM raw.usage`)
    expect(row).toEqual({
      calls: '388',
      sms: '292',
      data: '150',
      seconds: '92321',
      longest: 10528,
      messages: '292',
      bytes: String(998_441_000 + 1_032_870_000 + 1_067_299_000 + 1_067_299_000 + 998_441_000),
      networks: '9',
    })
  })

  test('reads both date formats of the column: sums by the file’s billing months are as published', async () => {
    const monthOf = readFileSync(join(sharedData, 'phone_bill', 'phone_data.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(',')[4]!)
    const rows = await ask(`
      SELECT toUInt32(intDiv(_position, 281474976710656)) AS frame, service, duration_s AS seconds,
        toString(toTimeZone(started_at, 'Europe/Dublin')) AS local FROM raw.usage`)
    const months = new Map<string, { uses: number; seconds: number; days: string[] }>()
    for (const row of rows) {
      const key = monthOf[Number(row.frame) - 1]!
      const month = months.get(key) ?? { uses: 0, seconds: 0, days: [] }
      month.uses++
      if (row.service === 'voice') month.seconds += Number(row.seconds)
      month.days.push(String(row.local).slice(0, 10))
      months.set(key, month)
    }
    expect(Object.fromEntries([...months].map(([month, { uses, seconds }]) => [month, [uses, seconds]]))).toEqual({
      '2014-11': [230, 25547],
      '2014-12': [157, 13561],
      '2015-01': [205, 17070],
      '2015-02': [137, 14416],
      '2015-03': [101, 21727],
    })
    // Billing months run from about the 13th of the month before: no day and month are swapped.
    for (const [month, { days }] of months) {
      const [first = '', last = ''] = [days.toSorted()[0], days.toSorted().at(-1)]
      expect(last.slice(0, 7) <= month, `${month} ends ${last}`).toBe(true)
      expect(Date.parse(`${month}-20T00:00Z`) - Date.parse(`${first}T00:00Z`)).toBeLessThan(41 * 86_400_000)
    }
  })
})

describeWithData('bandicoot_demo_cdr', 'bandicoot’s records', () => {
  const { prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    const records = await land(bandicootRecords, 'bandicoot_demo_cdr', 'ego.csv')
    const antennas = await land(bandicootAntennas, 'bandicoot_demo_cdr', 'antennas.csv')
    expect(records).toMatchObject({ records: 314, quarantined: 0, landed: { usage: 314 } })
    expect(antennas).toMatchObject({ records: 27, quarantined: 0, landed: { network_cell: 27 } })
  })

  test('give the indicators that the library itself publishes', async () => {
    const [row] = await ask(`
      SELECT any(subscription_id) AS line, countIf(service = 'voice') AS calls, countIf(service = 'sms') AS texts,
        countIf(service = 'voice' AND direction = 'terminating') AS incoming,
        round(avgIf(duration_s, service = 'voice'), 4) AS mean,
        round(stddevPopIf(duration_s, service = 'voice'), 4) AS deviation,
        uniqExactIf(other_party, service = 'voice') AS called, uniqExactIf(other_party, service = 'sms') AS texted,
        uniqExact(toDate(toTimeZone(started_at, 'America/New_York'))) AS days, uniqExact(cell_id) AS cells,
        formatDateTime(min(started_at), '%F %T', 'America/New_York') AS first,
        formatDateTime(max(started_at), '%F %T', 'America/New_York') AS last
      FROM raw.usage`)
    expect(row).toEqual({
      line: 'ego',
      calls: '75',
      texts: '239',
      incoming: '44',
      mean: 3557.2933,
      deviation: 2067.8635,
      called: '7',
      texted: '7',
      days: '44',
      cells: '10',
      first: '2014-03-02 07:13:30',
      last: '2014-04-14 12:04:37',
    })
  })

  test('happen in antennas whose places are known', async () => {
    const [row] = await ask(`
      SELECT count() AS unplaced FROM raw.usage WHERE cell_id NOT IN (SELECT cell_id FROM raw.network_cell)`)
    expect(row).toEqual({ unplaced: '0' })
  })
})

describeWithData('cdrstats_samples', 'both layouts of CDR-Stats', () => {
  const { prepare, land, ask } = sampleLanding()
  beforeAll(prepare)

  test('the text file without a header: 100 calls, one refused, charged seconds below the whole, three causes', async () => {
    const report = await land(cdrstatsText, 'cdrstats_samples', 'import_cdr_100.txt')
    // One call of the file has -6 charged seconds: that is no duration, and the record says so in quarantine.
    expect(report).toMatchObject({ records: 100, quarantined: 1, landed: { usage: 99 } })
    expect(await ask('SELECT field, reason, line::UInt32 AS line FROM quarantine.record')).toEqual([
      { field: 'duration_s', reason: 'bad value', line: 37 },
    ])
    const [row] = await ask(`
      SELECT count() AS calls, countIf(duration_s > elapsed_s) AS wrong,
        arraySort(groupUniqArray(assumeNotNull(cause))) AS causes
      FROM raw.usage WHERE _source = 'cdrstats_text'`)
    expect(row).toEqual({ calls: '99', wrong: '0', causes: ['15', '16', '17'] })
    // The file's first line, by hand: 81050000, abbey1, 650200000, 88, 78, 17, 47bbf17a-..., 1336101842
    const [first] = await ask(`
      SELECT served_number, other_party, elapsed_s, duration_s, cause, started_at FROM raw.usage
      WHERE event_id = '47bbf17a-95f4-11e1-84f9-00231470a30c'`)
    expect(first).toEqual({
      served_number: '81050000',
      other_party: '650200000',
      elapsed_s: 88,
      duration_s: 78,
      cause: '17',
      started_at: '2012-05-04T03:24:02.000Z',
    })
  })

  test('the file with 25 columns: 5 calls, numbers normalised', async () => {
    const report = await land(cdrstatsCsv, 'cdrstats_samples', 'CDRImport-2015-10-26.csv')
    expect(report).toMatchObject({ records: 5, quarantined: 0, landed: { usage: 5 } })
    const [first] = await ask(`
      SELECT served_number, other_party, elapsed_s, duration_s, cause, started_at FROM raw.usage
      WHERE event_id = '96aa82fe-7bd1-11e5-a230-5c514f6a0f72'`)
    expect(first).toEqual({
      served_number: '904151440',
      other_party: '34798400122',
      elapsed_s: 55,
      duration_s: 50,
      cause: '16',
      started_at: '2015-10-21T12:13:10.000Z',
    })
  })
})
