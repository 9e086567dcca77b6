import { expect, test } from 'vitest'
import { ipdrCsv, ipdrXml, ipdrXmlSamis } from '../../../ingest/mappings/ipdr/ipdr.ts'
import { mapped } from './mapped.ts'

const flow = (fields: Readonly<Record<string, string>>) =>
  `<ipdr:IPDR xsi:type="DOCSIS-SAMIS-TYPE-1">${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</ipdr:IPDR>`

const doc = (...records: readonly string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<ipdr:IPDRDoc xmlns:ipdr="urn:ipdr" docId="d-1" creationTime="2026-03-28T23:00:00Z" IPDRRecorderInfo="cmts1.example" version="3.5">
${records.join('\n')}
<ipdr:IPDRDoc.End count="3" endTime="2026-03-28T23:30:06Z"/>
</ipdr:IPDRDoc>`

const FLOW = {
  IPDRcreationTime: '2026-03-28T23:30:05Z',
  CmtsHostName: 'cmts1.example',
  CmtsSysUpTime: '1000000',
  CmtsMdIfName: 'md1',
  CmMacAddr: '00-1A-2B-3C-4D-5E',
  RecType: '1',
  ServiceIdentifier: '17',
  ServiceClassName: 'gold',
  ServiceDirection: '2',
  ServiceOctetsPassed: '18446744073709551615',
  ServiceTimeCreated: '820000',
  ServiceTimeActive: '900',
}

const REPORT = {
  contract: 'usage_partial',
  session_id: 'cmts1.example/md1/00:1a:2b:3c:4d:5e/17/820000',
  part: '',
  step: 'interim',
  // 2026-03-28T23:30:05Z
  sequence: '1774740605',
  counts: 'since start',
  reported_at: '2026-03-28T23:30:05.000Z',
  // Made 180,000 hundredths of a second before: half an hour.
  started_at: '2026-03-28T23:00:05.000Z',
  service: 'data',
  direction: 'originating',
  served_number: '00:1a:2b:3c:4d:5e',
  duration_s: 900,
  messages: 0,
  bytes_up: '18446744073709551615',
  bytes_down: '0',
  service_name: 'gold',
  roaming: false,
}

test('flows are reports since they were made; the end of the document is held against what was read', () => {
  const records = [
    flow(FLOW),
    flow({ ...FLOW, ServiceDirection: 'downstream', RecType: 'Stop' }),
    flow({ ...FLOW, RecType: '9' }),
  ]
  expect(mapped(ipdrXmlSamis, doc(...records), 'd-1.xml')).toEqual([
    REPORT,
    { ...REPORT, step: 'stop', bytes_up: '0', bytes_down: '18446744073709551615' },
    'refused: RecType, expected Interim (1), Stop (2), Start (3) or Event (4), got 9',
    {
      contract: 'file_control',
      file: 'd-1.xml',
      origin: 'cmts1.example',
      sequence_first: 0,
      opened_at: '2026-03-28T23:00:00.000Z',
      closed_at: '2026-03-28T23:30:06.000Z',
      records_stated: 3,
      records_read: 3,
      lost_at_least: false,
    },
  ])
})

test.each<[string, object, string]>([
  ['no modem', { CmMacAddr: '' }, 'CmMacAddr'],
  ['no direction', { ServiceDirection: '' }, 'ServiceDirection'],
  ['an octet too many', { ServiceOctetsPassed: '18446744073709551616' }, 'bytes_up'],
  ['octets that are none', { ServiceOctetsPassed: '1e6' }, 'ServiceOctetsPassed'],
  ['no time', { IPDRcreationTime: '' }, 'IPDRcreationTime'],
])('a record with %s is refused, and the document goes on', (_, change, field) => {
  const outcomes = mapped(ipdrXmlSamis, doc(flow(FLOW), flow({ ...FLOW, ...change }), flow(FLOW)))
  expect(outcomes.map((each) => (typeof each === 'string' ? each.slice(0, 9 + field.length) : 'landed'))).toEqual([
    'landed',
    `refused: ${field}`,
    'landed',
    'landed',
  ])
})

test('names of older releases, and times without a zone in that of the CMTS', () => {
  const older = {
    IPDRcreationTime: '2026-03-28T23:30:05',
    CMTShostName: 'cmts1.example',
    CMmacAddress: '001A2B3C4D5E',
    Rectype: 'Interim',
    serviceIdentifier: '17',
    serviceDirection: 'Upstream',
    serviceOctetsPassed: '5',
    serviceTimeCreated: '820000',
  }
  expect(mapped(ipdrXml({ zone: 'Asia/Kolkata' }), doc(flow(older)))[0]).toMatchObject({
    session_id: 'cmts1.example/00:1a:2b:3c:4d:5e/17/820000',
    reported_at: '2026-03-28T18:00:05.000Z',
    bytes_up: '5',
  })
})

test('separated values with the same fields are the same reports', () => {
  const text = `${Object.keys(FLOW).join()}\n${Object.values(FLOW).join()}\n`
  expect(mapped(ipdrCsv(), text)).toEqual([REPORT])
})
