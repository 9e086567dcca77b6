import { berInteger } from '../ber/primitive.ts'
import { at, type Fields, fields } from './shape.ts'
import { addressString, bcdDirectoryNumber, hex, plmn, smsAddress, tbcd, timeStamp, twoOctets } from './types.ts'

/** Records of the circuit-switched domain: tags of module CSChargingDataTypes of TS 32.298. */

const locationAreaAndCell = {
  locationAreaCode: at(0, twoOctets),
  cellId: at(1, twoOctets),
  'mCC-MNC': at(2, plmn),
} as const

export const diagnostics = {
  gsm0408Cause: at(0, berInteger),
  gsm0902MapErrorValue: at(1, berInteger),
  'itu-tQ767Cause': at(2, berInteger),
  networkSpecificCause: at(3, hexOrNothing),
  manufacturerSpecificCause: at(4, hexOrNothing),
  positionMethodFailureCause: at(5, berInteger),
  unauthorizedLCSClientCause: at(6, berInteger),
  diameterResultCodeAndExperimentalResult: at(7, berInteger),
} as const

const moCall = {
  recordType: at(0, berInteger),
  servedIMSI: at(1, tbcd),
  servedIMEI: at(2, tbcd),
  servedMSISDN: at(3, addressString),
  callingNumber: at(4, bcdDirectoryNumber),
  calledNumber: at(5, bcdDirectoryNumber),
  translatedNumber: at(6, bcdDirectoryNumber),
  connectedNumber: at(7, bcdDirectoryNumber),
  roamingNumber: at(8, addressString),
  recordingEntity: at(9, addressString),
  location: at(12, fields(locationAreaAndCell)),
  seizureTime: at(22, timeStamp),
  answerTime: at(23, timeStamp),
  releaseTime: at(24, timeStamp),
  callDuration: at(25, berInteger),
  causeForTerm: at(30, berInteger),
  diagnostics: at(31, fields(diagnostics)),
  callReference: at(32, hex),
  sequenceNumber: at(33, berInteger),
  networkCallReference: at(38, hex),
  mSCAddress: at(39, addressString),
  partialRecordType: at(69, berInteger),
} as const

const mtCall = {
  recordType: at(0, berInteger),
  servedIMSI: at(1, tbcd),
  servedIMEI: at(2, tbcd),
  servedMSISDN: at(3, bcdDirectoryNumber),
  callingNumber: at(4, bcdDirectoryNumber),
  connectedNumber: at(5, bcdDirectoryNumber),
  recordingEntity: at(6, addressString),
  location: at(9, fields(locationAreaAndCell)),
  seizureTime: at(19, timeStamp),
  answerTime: at(20, timeStamp),
  releaseTime: at(21, timeStamp),
  callDuration: at(22, berInteger),
  causeForTerm: at(27, berInteger),
  diagnostics: at(28, fields(diagnostics)),
  callReference: at(29, hex),
  sequenceNumber: at(30, berInteger),
  networkCallReference: at(33, hex),
  mSCAddress: at(34, addressString),
  partialRecordType: at(54, berInteger),
} as const

const moSms = {
  recordType: at(0, berInteger),
  servedIMSI: at(1, tbcd),
  servedIMEI: at(2, tbcd),
  servedMSISDN: at(3, addressString),
  serviceCentre: at(5, addressString),
  recordingEntity: at(6, addressString),
  location: at(7, fields(locationAreaAndCell)),
  messageReference: at(8, hex),
  originationTime: at(9, timeStamp),
  smsResult: at(10, fields(diagnostics)),
  destinationNumber: at(12, smsAddress),
} as const

const mtSms = {
  recordType: at(0, berInteger),
  serviceCentre: at(1, addressString),
  servedIMSI: at(2, tbcd),
  servedIMEI: at(3, tbcd),
  servedMSISDN: at(4, addressString),
  recordingEntity: at(6, addressString),
  location: at(7, fields(locationAreaAndCell)),
  deliveryTime: at(8, timeStamp),
  smsResult: at(9, fields(diagnostics)),
} as const

export type MOCallRecord = Fields<typeof moCall>
export type MTCallRecord = Fields<typeof mtCall>
export type MOSMSRecord = Fields<typeof moSms>
export type MTSMSRecord = Fields<typeof mtSms>
export type Diagnostics = Fields<typeof diagnostics>
export type LocationAreaAndCell = Fields<typeof locationAreaAndCell>

export const moCallRecord = fields(moCall)
export const mtCallRecord = fields(mtCall)
export const moSMSRecord = fields(moSms)
export const mtSMSRecord = fields(mtSms)

/** Extensions are the operator's or vendor's own; that there is one is what is known of it. */
function hexOrNothing(element: Parameters<typeof hex>[0]): string {
  return element.constructed ? '' : hex(element)
}
