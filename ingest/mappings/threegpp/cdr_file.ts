import type { CdrFile } from '../../codecs/threegpp/file_header.ts'
import type { Event } from '../../contracts/index.ts'

/** Numbers of CDR files have four octets. */
const SEQUENCE_MODULUS = 4_294_967_296

/** What a CDR file says of itself, held against what was read. */
export function cdrFileEvent(header: CdrFile, file: string): Event {
  const { fileOpeningTimestamp: opened, lastCdrAppendTimestamp: appended, lostCdrs } = header
  return {
    contract: 'file_control',
    file,
    origin: header.nodeIpAddress,
    sequence_number: header.fileSequenceNumber,
    sequence_modulus: SEQUENCE_MODULUS,
    opened_at: opened ?? null,
    closed_at: appended ?? opened ?? new Date().toISOString(),
    records_stated: header.numberOfCdrsInFile,
    records_read: header.cdrsRead,
    lost_stated: lostCdrs.count,
    lost_at_least: lostCdrs.atLeast,
    closure: header.fileClosureTriggerReason,
  }
}
