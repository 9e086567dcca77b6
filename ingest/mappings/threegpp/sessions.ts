import type { ChargingRecord } from '../../codecs/threegpp/chf_records.ts'
import type { PGWRecord, SGWRecord } from '../../codecs/threegpp/gprs_records.ts'
import type { UserLocation } from '../../codecs/threegpp/user_location.ts'
import type { Event } from '../../contracts/index.ts'
import { homeNetwork } from '../home_network.ts'
import { FieldError, type Skip, skip } from '../mapping.ts'
import { after, stepOf } from './calls.ts'
import { numberDigits, serving } from './serving.ts'

/** Causes for record closing (TS 32.298) that end the session; all others close one record of it. */
const FINAL = new Set([0, 4, 5, 52, 53, 54, 58])
/** The session goes on in another SGW, which numbers its records anew. */
const SGW_CHANGE = 25

const CAUSES: Readonly<Record<number, string>> = {
  0: 'normalRelease',
  1: 'partialRecord',
  4: 'abnormalRelease',
  5: 'cAMELInitCallRelease',
  16: 'volumeLimit',
  17: 'timeLimit',
  18: 'servingNodeChange',
  19: 'maxChangeCond',
  20: 'managementIntervention',
  22: 'rATChange',
  23: 'mSTimeZoneChange',
  24: 'sGSNPLMNIDChange',
  25: 'sGWChange',
}

type Whole = number | bigint

/** What was used under one rating group, or of the whole bearer. */
interface Volume {
  up: bigint
  down: bigint
  seconds: bigint | undefined
  from: string | undefined
}

/** What records of every kind say of a session. */
interface Session {
  readonly session_id: string
  readonly opened: string | undefined
  readonly duration: Whole | undefined
  readonly sequence: Whole | undefined
  readonly cause: Whole | undefined
  readonly last: boolean
  readonly served_number: string | null
  readonly imsi: string | undefined
  readonly service_name: string | undefined
  readonly network: string | undefined
  readonly location: UserLocation | undefined
  readonly volumes: ReadonlyMap<string, Volume>
}

/** A report for each rating group of a PGW record. */
export function pgwEvents(record: PGWRecord): readonly Event[] {
  const volumes = new Map<string, Volume>()
  for (const each of record.listOfServiceData ?? []) {
    const part = each.ratingGroup === undefined ? '' : String(each.ratingGroup)
    add(volumes, part, each.datavolumeFBCUplink, each.datavolumeFBCDownlink, each.timeUsage, each.timeOfFirstUsage)
  }
  if (volumes.size === 0) addTraffic(volumes, record)
  return reports(
    gatewaySession(record, record['p-GWAddress'], 'p-GWAddress', FINAL.has(Number(record.causeForRecClosing)), volumes),
  )
}

/**
 * A report of an SGW record, when the PGW is another network's: a guest's session, of which no PGW record comes. Where the
 * PGW is our own it counts the same octets, so the SGW record is left out.
 */
export function sgwEvents(record: SGWRecord): readonly Event[] | Skip {
  const pgw = record['p-GWPLMNIdentifier']
  if (pgw === undefined || pgw === record.servingNodePLMNIdentifier) {
    return skip('SGW record of a session that the PGW counts')
  }
  const volumes = new Map<string, Volume>()
  addTraffic(volumes, record)
  const cause = Number(record.causeForRecClosing)
  const last = FINAL.has(cause) || cause === SGW_CHANGE
  return reports(gatewaySession(record, record['s-GWAddress'], 's-GWAddress', last, volumes))
}

/** A report for each rating group of a record of the charging function (5G). */
export function chargingEvents(record: ChargingRecord): readonly Event[] | Skip {
  const pdu = record.pDUSessionChargingInformation
  if (!pdu && record.sMSChargingInformation) return skip('charging function record of a message')
  const id = pdu?.pDUSessionChargingID ?? record.chargingID ?? record.chargingSessionIdentifier
  if (id === undefined) throw new FieldError('the id of the session', undefined, 'pDUSessionChargingID')
  const volumes = new Map<string, Volume>()
  for (const { ratingGroup, usedUnitContainers = [] } of record.listOfMultipleUnitUsage ?? []) {
    for (const used of usedUnitContainers) {
      const split = used.dataVolumeUplink !== undefined || used.dataVolumeDownlink !== undefined
      // A total that is not told apart counts as received.
      const down = split ? used.dataVolumeDownlink : used.dataTotalVolume
      add(
        volumes,
        ratingGroup === undefined ? '' : String(ratingGroup),
        used.dataVolumeUplink,
        down,
        used.time,
        undefined,
      )
    }
  }
  const { subscriptionIDType: kind, subscriptionIDData: data = '' } = record.subscriberIdentifier ?? {}
  const party = pdu?.userIdentifier?.['iSDN-E164'] ?? pdu?.userIdentifier?.['tEL-URI']
  const digits = data.replace(/^(imsi|msisdn)-/, '')
  const isImsi = kind === 1 || data.startsWith('imsi-')
  const number = party ?? (kind === 0 && !isImsi ? digits : undefined)
  return reports({
    session_id: `${record.recordingNetworkFunctionID ?? ''}/${id}`,
    opened: record.recordOpeningTime,
    duration: record.duration,
    sequence: record.recordSequenceNumber,
    cause: record.causeForRecClosing,
    last: FINAL.has(Number(record.causeForRecClosing)),
    served_number: number === undefined ? null : number.replace(/^tel:/, '').replace(/^\+/, ''),
    imsi: isImsi ? digits : undefined,
    service_name: pdu?.dataNetworkNameIdentifier,
    network: pdu?.servingCNPLMNID ?? record.nFunctionConsumerInformation?.networkFunctionPLMNIdentifier,
    location: pdu?.userLocationInformation,
    volumes,
  })
}

function gatewaySession(
  record: SGWRecord | PGWRecord,
  address: string | undefined,
  addressField: string,
  last: boolean,
  volumes: ReadonlyMap<string, Volume>,
): Session {
  if (address === undefined) throw new FieldError('the address of the gateway', undefined, addressField)
  if (record.chargingID === undefined) throw new FieldError('a charging id', undefined, 'chargingID')
  const imsi = record.servedIMSI
  return {
    session_id: `${address}/${record.chargingID}`,
    opened: record.recordOpeningTime,
    duration: record.duration,
    sequence: record.recordSequenceNumber,
    cause: record.causeForRecClosing,
    last,
    served_number: numberDigits(record.servedMSISDN, imsi === undefined ? undefined : homeNetwork(imsi)?.code),
    imsi,
    service_name: record.accessPointNameNI,
    network: record.servingNodePLMNIdentifier,
    location: record.userLocationInformation,
    volumes,
  }
}

/** A record without volumes is a report of none: its number must not be missed. */
function reports(session: Session): readonly Event[] {
  const { opened, sequence = 0, last, imsi, location } = session
  if (opened === undefined) throw new FieldError('a time stamp', undefined, 'recordOpeningTime')
  const duration = Number(session.duration ?? 0)
  const cause = Number(session.cause ?? 0)
  const volumes = session.volumes.size > 0 ? session.volumes : new Map([['', none()]])
  return [...volumes].map(([part, { up, down, seconds, from }]) => ({
    contract: 'usage_partial',
    session_id: session.session_id,
    part,
    step: stepOf(sequence, last),
    sequence,
    counts: 'since previous',
    reported_at: after(opened, duration),
    started_at: from ?? opened,
    service: 'data',
    served_number: session.served_number,
    imsi: imsi ?? null,
    duration_s: seconds ?? duration,
    bytes_up: up,
    bytes_down: down,
    service_name: session.service_name ?? null,
    ...serving(imsi, session.network ?? location?.plmn),
    cell_id: location?.cell ?? null,
    cause: CAUSES[cause] ?? `causeForRecClosing ${cause}`,
  }))
}

function addTraffic(volumes: Map<string, Volume>, { listOfTrafficVolumes = [] }: SGWRecord | PGWRecord): void {
  for (const each of listOfTrafficVolumes) {
    add(volumes, '', each.dataVolumeGPRSUplink, each.dataVolumeGPRSDownlink, undefined, undefined)
  }
}

function add(
  volumes: Map<string, Volume>,
  part: string,
  up: Whole | undefined,
  down: Whole | undefined,
  seconds: Whole | undefined,
  from: string | undefined,
): void {
  const volume = volumes.get(part) ?? none()
  volume.up += BigInt(up ?? 0)
  volume.down += BigInt(down ?? 0)
  if (seconds !== undefined) volume.seconds = (volume.seconds ?? 0n) + BigInt(seconds)
  if (from !== undefined && (volume.from === undefined || from < volume.from)) volume.from = from
  volumes.set(part, volume)
}

function none(): Volume {
  return { up: 0n, down: 0n, seconds: undefined, from: undefined }
}
