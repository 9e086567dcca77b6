import { expect, test } from 'vitest'
import { sessionFeed, USES } from './session_feed.ts'

const { land, build, ask } = sessionFeed('ipdr_xml')

/** A service flow that was made an hour after its CMTS had started, on 15 January 2026 at 00:00 UTC. */
function flow(id: 1 | 2, minutes: number, type: 'Interim' | 'Stop', octets: number): string {
  const at = new Date(Date.UTC(2026, 0, 15) + minutes * 60_000).toISOString().slice(0, 19)
  const fields = {
    IPDRcreationTime: `${at}Z`,
    CmtsHostName: 'cmts1',
    CmtsSysUpTime: 360_000 + minutes * 6_000,
    CmMacAddr: '001A2B3C4D5E',
    RecType: type === 'Interim' ? 1 : 2,
    ServiceIdentifier: id,
    ServiceDirection: id,
    ServiceOctetsPassed: octets,
    ServiceTimeCreated: 360_000,
    ServiceClassName: id === 1 ? 'down100' : 'up40',
  }
  return `<IPDR>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</IPDR>`
}

function document(...records: readonly string[]): string {
  return `<IPDRDoc creationTime="2026-01-15T00:00:00Z" IPDRRecorderInfo="cmts1">${records.join('')}<IPDRDoc.End count="${records.length}"/></IPDRDoc>`
}

test('counters of service flows are one use a flow, whatever the order of documents, a record collected twice once', async () => {
  await land(
    '2.xml',
    document(flow(1, 75, 'Interim', 5_000_000_000), flow(1, 90, 'Stop', 5_000_000_500), flow(2, 90, 'Stop', 900)),
  )
  await land(
    '1.xml',
    document(flow(1, 60, 'Interim', 1_000), flow(1, 75, 'Interim', 5_000_000_000), flow(2, 60, 'Interim', 100)),
  )
  await build([])
  const at = '2026-01-15 00:00:00.000'
  const line = '00:1a:2b:3c:4d:5e'
  expect(await ask(USES)).toEqual([
    { event_id: `cmts1/${line}/1/360000/`, at, line, up: '0', down: '5000000500', s: 5_400 },
    { event_id: `cmts1/${line}/2/360000/`, at, line, up: '900', down: '0', s: 5_400 },
  ])
  expect(
    await ask(
      'SELECT toInt32(reports) AS n, ended, service_name AS class FROM staging.usage_session ORDER BY event_id',
    ),
  ).toEqual([
    { n: 3, ended: true, class: 'down100' },
    { n: 2, ended: true, class: 'up40' },
  ])
  expect(await ask(`SELECT toInt32(sum(reports)) AS n FROM staging.session_gap WHERE kind = 'sent again'`)).toEqual([
    { n: 1 },
  ])
})
