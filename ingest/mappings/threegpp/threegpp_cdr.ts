import type { ThreeGppRecord } from '../../codecs/threegpp/record.ts'
import type { Event } from '../../contracts/index.ts'
import { threegppBer, threegppCdrFile } from '../format.ts'
import { FieldError, type MappingContext, mapping, type Skip } from '../mapping.ts'
import { moCallEvent, moSmsEvent, mtCallEvent, mtSmsEvent } from './calls.ts'
import { cdrFileEvent } from './cdr_file.ts'
import { chargingEvents, pgwEvents, sgwEvents } from './sessions.ts'

/** CDR files of 3GPP TS 32.297 with BER records of TS 32.298: calls, messages, SGW, PGW and charging function records. */
export const threegppCdr = mapping<ThreeGppRecord>({
  name: 'threegpp_cdr',
  format: threegppCdrFile(),
  map: threegppEvents,
})

/** The same records one behind the other, without the file header of TS 32.297. */
export const threegppBerRecords = mapping<ThreeGppRecord>({
  name: 'threegpp_ber',
  format: threegppBer(),
  map: threegppEvents,
})

/** Events of a record of TS 32.298; mappings of one's own may change or leave out what it answers. */
export function threegppEvents(record: ThreeGppRecord, { file }: MappingContext): Event | readonly Event[] | Skip {
  if (record.moCallRecord) return moCallEvent(record.moCallRecord)
  if (record.mtCallRecord) return mtCallEvent(record.mtCallRecord)
  if (record.moSMSRecord) return moSmsEvent(record.moSMSRecord)
  if (record.mtSMSRecord) return mtSmsEvent(record.mtSMSRecord)
  if (record.pGWRecord) return pgwEvents(record.pGWRecord)
  if (record.sGWRecord) return sgwEvents(record.sGWRecord)
  if (record.chargingFunctionRecord) return chargingEvents(record.chargingFunctionRecord)
  if (record.cdrFile) return cdrFileEvent(record.cdrFile, file)
  throw new FieldError('a record of TS 32.298', Object.keys(record)[0])
}
