import { berInteger, berNull, berText } from '../ber/primitive.ts'
import { diagnostics } from './cs_records.ts'
import { at, type Fields, fields, list, within } from './shape.ts'
import { addressString, hex, ipAddress, plmn, tbcd, timeStamp } from './types.ts'
import { userLocation } from './user_location.ts'

/** Records of the packet-switched domain: tags of module GPRSChargingDataTypes of TS 32.298. */

const changeOfCharCondition = {
  dataVolumeGPRSUplink: at(3, berInteger),
  dataVolumeGPRSDownlink: at(4, berInteger),
  changeCondition: at(5, berInteger),
  changeTime: at(6, timeStamp),
  userLocationInformation: at(8, userLocation),
  rATType: at(15, berInteger),
} as const

const changeOfServiceCondition = {
  ratingGroup: at(1, berInteger),
  chargingRuleBaseName: at(2, berText),
  resultCode: at(3, berInteger),
  localSequenceNumber: at(4, berInteger),
  timeOfFirstUsage: at(5, timeStamp),
  timeOfLastUsage: at(6, timeStamp),
  timeUsage: at(7, berInteger),
  datavolumeFBCUplink: at(12, berInteger),
  datavolumeFBCDownlink: at(13, berInteger),
  timeOfReport: at(14, timeStamp),
  serviceIdentifier: at(17, berInteger),
  userLocationInformation: at(20, userLocation),
  rATType: at(30, berInteger),
} as const

/** What SGW and PGW records have under the same tags. */
const ofBoth = {
  recordType: at(0, berInteger),
  servedIMSI: at(3, tbcd),
  chargingID: at(5, berInteger),
  accessPointNameNI: at(7, berText),
  listOfTrafficVolumes: at(12, list(fields(changeOfCharCondition))),
  recordOpeningTime: at(13, timeStamp),
  duration: at(14, berInteger),
  causeForRecClosing: at(15, berInteger),
  diagnostics: at(16, fields(diagnostics)),
  recordSequenceNumber: at(17, berInteger),
  nodeID: at(18, berText),
  localSequenceNumber: at(20, berInteger),
  servedMSISDN: at(22, addressString),
  chargingCharacteristics: at(23, hex),
  servingNodePLMNIdentifier: at(27, plmn),
  servedIMEI: at(29, tbcd),
  rATType: at(30, berInteger),
  mSTimeZone: at(31, hex),
  userLocationInformation: at(32, userLocation),
  'p-GWPLMNIdentifier': at(37, plmn),
  startTime: at(38, timeStamp),
  stopTime: at(39, timeStamp),
} as const

const sgw = {
  ...ofBoth,
  's-GWAddress': at(4, within(ipAddress)),
  'p-GWAddressUsed': at(36, within(ipAddress)),
  pDNConnectionChargingID: at(40, berInteger),
  retransmission: at(51, berNull),
} as const

const pgw = {
  ...ofBoth,
  'p-GWAddress': at(4, within(ipAddress)),
  listOfServiceData: at(34, list(fields(changeOfServiceCondition))),
  pDNConnectionChargingID: at(41, berInteger),
  retransmission: at(52, berNull),
} as const

export type SGWRecord = Fields<typeof sgw>
export type PGWRecord = Fields<typeof pgw>

export const sGWRecord = fields(sgw)
export const pGWRecord = fields(pgw)
