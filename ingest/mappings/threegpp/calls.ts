import type {
  Diagnostics,
  LocationAreaAndCell,
  MOCallRecord,
  MOSMSRecord,
  MTCallRecord,
  MTSMSRecord,
} from '../../codecs/threegpp/cs_records.ts'
import type { Event } from '../../contracts/index.ts'
import { homeNetwork } from '../home_network.ts'
import { FieldError } from '../mapping.ts'
import { numberDigits, serving } from './serving.ts'

type Direction = 'originating' | 'terminating'

/** Names of CauseForTerm (TS 32.298). */
const CAUSES: Readonly<Record<number, string>> = {
  0: 'normalRelease',
  1: 'partialRecord',
  2: 'partialRecordCallReestablishment',
  3: 'unsuccessfulCallAttempt',
  4: 'abnormalRelease',
  5: 'cAMELInitCallRelease',
}

const PARTIAL = new Set([1, 2])
const UNSUCCESSFUL = 3

/** One use for a call that one record describes; a report for each record of a call that several describe. */
export function callEvent(call: MOCallRecord | MTCallRecord, direction: Direction, otherNumber: OtherNumber): Event {
  const { servedIMSI: imsi, location, recordingEntity, seizureTime, answerTime, releaseTime } = call
  const started = answerTime ?? seizureTime ?? releaseTime
  if (started === undefined) throw new FieldError('answerTime, seizureTime or releaseTime', undefined, 'answerTime')
  if (call.callDuration === undefined) throw new FieldError('a duration in seconds', undefined, 'callDuration')
  const cause = Number(call.causeForTerm ?? 0)
  const duration = Number(call.callDuration)
  const home = imsi === undefined ? undefined : homeNetwork(imsi)?.code
  const where = serving(imsi, location?.['mCC-MNC'], recordingEntity)
  const network = location?.['mCC-MNC'] ?? (where.roaming ? undefined : home)
  const reference = `${recordingEntity?.digits ?? ''}/${direction}/${call.callReference ?? ''}`
  const use = {
    service: 'voice',
    direction,
    served_number: numberDigits(call.servedMSISDN, home ?? network),
    imsi: imsi ?? null,
    other_party: numberDigits(otherNumber, network),
    ...where,
    cell_id: cell(location, network),
    cause: releaseCause(call.diagnostics) ?? CAUSES[cause] ?? `causeForTerm ${cause}`,
  } as const
  if (call.sequenceNumber !== undefined || PARTIAL.has(cause)) {
    const sequence = call.sequenceNumber ?? 0
    return {
      contract: 'usage_partial',
      session_id: reference,
      step: stepOf(sequence, !PARTIAL.has(cause)),
      sequence,
      counts: 'since previous',
      reported_at: releaseTime ?? after(started, duration),
      started_at: started,
      duration_s: duration,
      ...use,
    }
  }
  const answered = cause !== UNSUCCESSFUL && answerTime !== undefined
  return {
    contract: 'usage',
    event_id: `${reference}/${started}`,
    started_at: started,
    answered,
    duration_s: answered ? duration : 0,
    elapsed_s: seizureTime && releaseTime ? between(seizureTime, releaseTime) : answered ? null : duration,
    ...use,
  }
}

type OtherNumber = MOCallRecord['calledNumber']

export function moCallEvent(call: MOCallRecord): Event {
  // A translated number is where the call went; it counts when it is whole.
  const { translatedNumber, calledNumber } = call
  return callEvent(
    call,
    'originating',
    translatedNumber?.typeOfNumber === 'international' ? translatedNumber : calledNumber,
  )
}

export function mtCallEvent(call: MTCallRecord): Event {
  return callEvent(call, 'terminating', call.callingNumber)
}

export function moSmsEvent(message: MOSMSRecord): Event {
  return messageEvent(message, 'originating', message.originationTime, message.messageReference ?? '')
}

export function mtSmsEvent(message: MTSMSRecord): Event {
  return messageEvent(message, 'terminating', message.deliveryTime, message.serviceCentre?.digits ?? '')
}

/** A message; a result is only there when it failed (TS 32.250). */
function messageEvent(
  message: MOSMSRecord & MTSMSRecord,
  direction: Direction,
  time: string | undefined,
  reference: string,
): Event {
  const { servedIMSI: imsi, servedMSISDN, location, recordingEntity, smsResult } = message
  if (time === undefined) {
    const field = direction === 'originating' ? 'originationTime' : 'deliveryTime'
    throw new FieldError('a time stamp', undefined, field)
  }
  const home = imsi === undefined ? undefined : homeNetwork(imsi)?.code
  const where = serving(imsi, location?.['mCC-MNC'], recordingEntity)
  const network = location?.['mCC-MNC'] ?? (where.roaming ? undefined : home)
  return {
    contract: 'usage',
    event_id: [recordingEntity?.digits ?? '', direction, imsi ?? servedMSISDN?.digits ?? '', reference, time].join('/'),
    service: 'sms',
    direction,
    started_at: time,
    served_number: numberDigits(servedMSISDN, home),
    imsi: imsi ?? null,
    other_party: numberDigits(message.destinationNumber, network),
    answered: smsResult === undefined,
    messages: 1,
    ...where,
    cell_id: cell(location, network),
    cause: smsResult === undefined ? null : (releaseCause(smsResult) ?? 'failed'),
  }
}

/** Records of one call, or session, are numbered from 1. */
export function stepOf(sequence: number | bigint, last: boolean): 'start' | 'interim' | 'stop' | 'event' {
  if (last) return sequence > 1 ? 'stop' : 'event'
  return sequence === 1 ? 'start' : 'interim'
}

/** Longest duration of one record that is believed, in seconds: a year. */
const LONGEST = 366 * 86_400

/** ISO text some seconds after an instant. */
export function after(instant: string, seconds: number): string {
  if (!(seconds >= 0 && seconds <= LONGEST)) throw new FieldError('a duration of up to a year in seconds', seconds)
  return new Date(Date.parse(instant) + seconds * 1000).toISOString()
}

function between(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
}

/** The cause of TS 24.008, whose values are those of Q.850, or of Q.767. */
function releaseCause(diagnostics: Diagnostics | undefined): string | undefined {
  const cause = diagnostics?.gsm0408Cause ?? diagnostics?.['itu-tQ767Cause']
  return cause === undefined ? undefined : String(cause)
}

function cell(location: LocationAreaAndCell | undefined, network: string | undefined): string | null {
  if (location?.locationAreaCode === undefined || location.cellId === undefined || network === undefined) return null
  return `${network}-${location.locationAreaCode}-${location.cellId}`
}
