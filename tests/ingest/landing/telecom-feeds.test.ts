import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { quarantinedRecords } from '../../../ingest/landing/quarantine.ts'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import type { Mapping } from '../../../ingest/mapping.ts'
import { diameterCcr } from '../../../ingest/mappings/diameter/credit_control.ts'
import { radiusDetail } from '../../../ingest/mappings/format.ts'
import { ipdrXmlSamis } from '../../../ingest/mappings/ipdr/ipdr.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { FieldError } from '../../../ingest/mappings/mapping.ts'
import { radiusDetailAccounting } from '../../../ingest/mappings/radius/radius_accounting.ts'
import { mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { asteriskCdrUtc } from '../../../ingest/mappings/switches/asterisk_cdr.ts'
import { freeswitchCdrUtc } from '../../../ingest/mappings/switches/freeswitch_cdr.ts'
import { tapFiles } from '../../../ingest/mappings/tap/tap_roaming.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { audit, batch, call, gprs, terminating } from '../codecs/tap/batch.ts'
import { environment, scratch } from './environment.ts'

const warehouse = testWarehouse()
const files = scratch()

const radius = (status: string, seconds: number) =>
  `Sat Mar 28 23:30:05 2026\n\tAcct-Status-Type = ${status}\n\tAcct-Session-Id = "1"\n\tNAS-IP-Address = 192.0.2.7\n\tUser-Name = "flat4"\n\tAcct-Session-Time = ${seconds}\n\tTimestamp = 1774740605\n\n`
const ccr = (number: number) =>
  `{"Session-Id":"s","CC-Request-Type":2,"CC-Request-Number":${number},"Event-Timestamp":1774740605,"MSISDN":"491701000001","Used-Service-Unit":{"CC-Time":60}}\n`
const ipdr = (octets: number) =>
  `<IPDR><IPDRcreationTime>2026-03-28T23:30:05Z</IPDRcreationTime><CmMacAddr>001A2B3C4D5E</CmMacAddr><RecType>1</RecType><ServiceIdentifier>${octets}</ServiceIdentifier><ServiceDirection>1</ServiceDirection><ServiceOctetsPassed>${octets}</ServiceOctetsPassed></IPDR>\n`
const freeswitch = (seconds: number) =>
  `"","012345678","1800","default","2026-07-01 09:00:00","2026-07-01 09:00:10","","71","${seconds}","NORMAL_CLEARING","u${seconds}","","","",""\n`
const asterisk = (seconds: number) =>
  `"","012345678","1800","c","","ch","d","Dial","x","2026-07-01 09:00:00","2026-07-01 09:00:10","",71,${seconds},"ANSWERED","DOCUMENTATION"\n`

/** A feed of three records, of which the second is refused by a mapping that does not know better yet. */
const feeds: readonly [string, Mapping<never>, string | Uint8Array, string, number][] = [
  [
    'RADIUS detail',
    radiusDetailAccounting,
    radius('Start', 0) + radius('Alive', 600) + radius('Stop', 900),
    'usage_partial',
    3,
  ],
  ['Diameter credit control', diameterCcr, ccr(1) + ccr(2) + ccr(3), 'usage_partial', 3],
  [
    'IPDR',
    ipdrXmlSamis,
    `<IPDRDoc creationTime="2026-03-28T23:00:00Z" IPDRRecorderInfo="cmts1">${ipdr(1)}${ipdr(2)}${ipdr(3)}<IPDRDoc.End count="3"/></IPDRDoc>`,
    'usage_partial',
    3,
  ],
  ['FreeSWITCH', freeswitchCdrUtc, freeswitch(1) + freeswitch(2) + freeswitch(3), 'usage', 3],
  ['Asterisk', asteriskCdrUtc, asterisk(1) + asterisk(2) + asterisk(3), 'usage', 3],
  ['TAP', tapFiles, batch([call(1), gprs(2), terminating()], [audit(3, 3)]), 'usage', 3],
]

test.each(feeds)(
  '%s: a record in quarantine is replayed from its bytes alone, at the place it always had',
  async (name, mapping, input, table, rows) => {
    const prefix = await environment(warehouse)
    const path = files.write(`${name}.in`, input)
    const map = mapping.map as (record: unknown, context: { readonly frame: number }) => ReturnType<Mapping['map']>
    let seen = 0
    const strict = {
      ...mapping,
      map: (record: never, context: never) => (++seen === 2 ? refuse() : map(record, context)),
    }
    const [report] = await landFiles(warehouse, path, { mapping: builtInMapping(strict as Mapping<never>) }, { prefix })
    expect(report).toMatchObject({ quarantined: 1 })
    expect(await quarantinedRecords(warehouse, {}, prefix)).toMatchObject([{ reason: 'bad value' }])
    expect(await replayQuarantine(warehouse, builtInMapping(mapping), {}, { prefix })).toMatchObject({
      records: 1,
      events: 1,
      refused: 0,
    })
    expect(await replayQuarantine(warehouse, builtInMapping(mapping), {}, { prefix })).toMatchObject({ records: 0 })
    const places = `SELECT bitShiftRight(toUInt128(_position), 48) AS frame, * EXCEPT (_position, _batch, _landed_at, _partition) FROM`
    const replayed = await warehouse.rows(`${places} ${prefix}raw.${table} ORDER BY frame`)
    expect(replayed).toHaveLength(rows)
    // The same as if it had landed at once.
    const other = await environment(warehouse)
    await landFiles(warehouse, path, { mapping: builtInMapping(mapping) }, { prefix: other })
    expect(await warehouse.rows(`${places} ${other}raw.${table} ORDER BY frame`)).toEqual(replayed)
  },
)

function refuse(): never {
  throw new FieldError('another', 'this')
}

test('records that no codec can read stand in quarantine as they came, and are refused again by a replay', async () => {
  const prefix = await environment(warehouse)
  const broken = Buffer.concat([
    Buffer.from(radius('Start', 0)),
    Buffer.from('Sat Mar 28 23:30:05 2026\n\tUser-Name = "\xff\n\n', 'latin1'),
    Buffer.from(radius('Stop', 9)),
  ])
  const feed = { mapping: builtInMapping(radiusDetailAccounting) }
  const [report] = await landFiles(warehouse, files.write('broken.detail', broken), feed, { prefix })
  expect(report).toMatchObject({ events: 2, quarantined: 1 })
  const [held] = await warehouse.rows<{ payload: string; frame: string }>(
    `SELECT base64Decode(payload) AS payload, frame FROM ${prefix}quarantine.record WHERE payload_encoding = 'base64'`,
  )
  expect(held).toMatchObject({ frame: '9' })
  expect(await replayQuarantine(warehouse, feed.mapping, {}, { prefix })).toMatchObject({
    records: 1,
    events: 0,
    refused: 1,
  })
})

test('a packet in another encoding lands when it is replayed in that', async () => {
  const prefix = await environment(warehouse)
  const input = Buffer.from(radius('Stop', 9).replace('flat4', 'M\xfcller'), 'latin1')
  const path = files.write('latin.detail', input)
  await landFiles(warehouse, path, { mapping: builtInMapping(radiusDetailAccounting) }, { prefix })
  const latin = { ...radiusDetailAccounting, format: radiusDetail({ encoding: 'windows-1252' }) }
  expect(await replayQuarantine(warehouse, builtInMapping(latin), {}, { prefix })).toMatchObject({
    records: 1,
    events: 1,
  })
  expect(await warehouse.rows(`SELECT served_number FROM ${prefix}raw.usage_partial`)).toEqual([
    { served_number: 'Müller' },
  ])
})

test('the formats of the field are known by name', () => {
  const names = [...mappingRegistry().keys()]
  expect(names).toEqual(
    expect.arrayContaining([
      'radius_detail',
      'diameter_ccr',
      'diameter_ccr_csv',
      'ipdr_xml',
      'ipdr_csv',
      'freeswitch_cdr',
      'asterisk_cdr',
      'tap',
    ]),
  )
})
