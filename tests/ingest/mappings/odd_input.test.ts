import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Mapping } from '../../../ingest/mapping.ts'
import { ipdrXmlSamis } from '../../../ingest/mappings/ipdr/ipdr.ts'
import { radiusDetailAccounting } from '../../../ingest/mappings/radius/radius_accounting.ts'
import { asteriskCdrUtc } from '../../../ingest/mappings/switches/asterisk_cdr.ts'
import { freeswitchCdrUtc } from '../../../ingest/mappings/switches/freeswitch_cdr.ts'
import { tapFiles } from '../../../ingest/mappings/tap/tap_roaming.ts'
import { audit, batch, call, gprs, terminating } from '../codecs/tap/batch.ts'
import { mapped } from './mapped.ts'

const RADIUS = `Sat Mar 28 23:30:05 2026
	Acct-Status-Type = Interim-Update
	Acct-Session-Id = "1"
	NAS-IP-Address = 192.0.2.7
	User-Name = "flat4"
	Acct-Session-Time = 600
	Acct-Input-Octets = 1000
	Acct-Input-Gigawords = 1
	Acct-Delay-Time = 3
	3GPP-SGSN-MCC-MNC = "26201"
	Event-Timestamp = "Mar 28 2026 23:00:00 UTC"

`
const IPDR =
  '<IPDRDoc creationTime="2026-03-28T23:00:00Z"><IPDR><IPDRcreationTime>2026-03-28T23:30:05Z</IPDRcreationTime><CmMacAddr>001A2B3C4D5E</CmMacAddr><RecType>1</RecType><CmtsSysUpTime>900</CmtsSysUpTime><ServiceTimeCreated>100</ServiceTimeCreated><ServiceDirection>1</ServiceDirection><ServiceOctetsPassed>5</ServiceOctetsPassed></IPDR><IPDRDoc.End count="1" endTime="2026-03-28T23:30:05Z"/></IPDRDoc>'
const FREESWITCH =
  '"","012345678","1800","default","2026-07-01 09:00:00","2026-07-01 09:00:10","","71","61","NORMAL_CLEARING","u1","","","",""\n'
const ASTERISK =
  '"","012345678","1800","c","","ch","d","Dial","x","2026-07-01 09:00:00","2026-07-01 09:00:10","",71,61,"ANSWERED","D"\n'

test.each<[string, Mapping<never>, Uint8Array]>([
  ['RADIUS', radiusDetailAccounting, Buffer.from(RADIUS)],
  ['IPDR', ipdrXmlSamis, Buffer.from(IPDR)],
  ['FreeSWITCH', freeswitchCdrUtc, Buffer.from(FREESWITCH)],
  ['Asterisk', asteriskCdrUtc, Buffer.from(ASTERISK)],
  ['TAP', tapFiles, batch([call(1234), terminating(), gprs(66)], [audit(3, 1300)])],
])(
  '%s with bytes changed is mapped, left out or refused with a reason, and never blamed on the mapping',
  (_, mapping, whole) => {
    const change = fc.tuple(
      fc.nat(whole.length - 1),
      fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('0189-+.:"= \n'))),
    )
    const mutated = fc.array(change, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(mutated, (changes) => {
        const bytes = Uint8Array.from(whole)
        for (const [at, byte] of changes) bytes[at] = byte
        for (const outcome of mapped(mapping, bytes)) expect(String(outcome)).not.toContain('mapping failed')
      }),
      { numRuns: 3000 },
    )
  },
)
