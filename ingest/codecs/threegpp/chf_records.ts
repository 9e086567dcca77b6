import { berInteger, berText } from '../ber/primitive.ts'
import { diagnostics } from './cs_records.ts'
import { at, type Fields, fields, list } from './shape.ts'
import { hex, plmn, timeStamp } from './types.ts'
import { userLocationJson } from './user_location.ts'

/** Records of the 5G charging function: tags of module CHFChargingDataTypes of TS 32.298. */

const usedUnitContainer = {
  serviceIdentifier: at(0, berInteger),
  time: at(1, berInteger),
  triggerTimeStamp: at(3, timeStamp),
  dataTotalVolume: at(4, berInteger),
  dataVolumeUplink: at(5, berInteger),
  dataVolumeDownlink: at(6, berInteger),
  serviceSpecificUnits: at(7, berInteger),
  localSequenceNumber: at(9, berInteger),
} as const

const multipleUnitUsage = {
  ratingGroup: at(0, berInteger),
  usedUnitContainers: at(1, list(fields(usedUnitContainer))),
} as const

const subscriptionId = {
  subscriptionIDType: at(0, berInteger),
  subscriptionIDData: at(1, berText),
} as const

const involvedParty = {
  'sIP-URI': at(0, berText),
  'tEL-URI': at(1, berText),
  uRN: at(2, berText),
  'iSDN-E164': at(3, berText),
  externalId: at(4, berText),
} as const

const networkFunctionInformation = {
  networkFunctionality: at(0, berInteger),
  networkFunctionName: at(1, berText),
  networkFunctionPLMNIdentifier: at(3, plmn),
} as const

const pduSessionChargingInformation = {
  pDUSessionChargingID: at(0, berInteger),
  userIdentifier: at(1, fields(involvedParty)),
  userLocationInformation: at(3, userLocationJson),
  userRoamerInOut: at(4, berInteger),
  pDUSessionId: at(6, berInteger),
  dataNetworkNameIdentifier: at(13, berText),
  pDUSessionstartTime: at(17, timeStamp),
  pDUSessionstopTime: at(18, timeStamp),
  servingCNPLMNID: at(27, plmn),
} as const

const charging = {
  recordType: at(0, berInteger),
  recordingNetworkFunctionID: at(1, berText),
  subscriberIdentifier: at(2, fields(subscriptionId)),
  nFunctionConsumerInformation: at(3, fields(networkFunctionInformation)),
  listOfMultipleUnitUsage: at(5, list(fields(multipleUnitUsage))),
  recordOpeningTime: at(6, timeStamp),
  duration: at(7, berInteger),
  recordSequenceNumber: at(8, berInteger),
  causeForRecClosing: at(9, berInteger),
  diagnostics: at(10, fields(diagnostics)),
  localRecordSequenceNumber: at(11, berInteger),
  pDUSessionChargingInformation: at(13, fields(pduSessionChargingInformation)),
  sMSChargingInformation: at(15, fields({ eventtimestamp: at(8, timeStamp) })),
  chargingSessionIdentifier: at(16, hex),
  chargingID: at(27, berInteger),
} as const

export type ChargingRecord = Fields<typeof charging>

export const chargingFunctionRecord = fields(charging)
