import { isGroup, type TapBatch, tapGroup, tapGroups, tapInteger, tapText } from '../../codecs/tap/tap_batch.ts'
import { tapCharges } from '../../codecs/tap/tap_charges.ts'
import { startOf } from '../../codecs/tap/tap_read.ts'
import type { TapGroup, TapValue } from '../../codecs/tap/tap_tree.ts'
import type { Event } from '../../contracts/index.ts'
import { FieldError } from '../mapping.ts'
import { stated } from './batch_money.ts'

type Usage = Extract<Event, { contract: 'usage' }>
/** What an event says of the use; whose it is, when, and what it costs are the same for all. */
type Use = Pick<Usage, 'service'> & Partial<Usage>

/**
 * Call events by their name. Which way a session or message of the newer kinds went is not in what is published of the format, so
 * they count as originating.
 */
const USES: Readonly<Record<string, (event: TapGroup) => Use>> = {
  mobileOriginatedCall: (event) => call(event, 'originating'),
  mobileTerminatedCall: (event) => call(event, 'terminating'),
  supplServiceEvent: (event) => ({
    service: 'content',
    service_name:
      `supplementary service ${tapText(tapGroup(event, 'supplServiceUsed'), 'supplServiceCode') ?? ''}`.trim(),
  }),
  serviceCentreUsage: (event) => ({
    service: 'sms',
    messages: 1,
    other_party: digits(tapText(tapGroup(event, 'basicInformation'), 'nonChargedNumber')),
  }),
  gprsCall: (event) => ({
    service: 'data',
    bytes_up: tapInteger(tapGroup(event, 'gprsServiceUsed'), 'dataVolumeOutgoing') ?? 0n,
    bytes_down: tapInteger(tapGroup(event, 'gprsServiceUsed'), 'dataVolumeIncoming') ?? 0n,
    service_name: tapText(tapGroup(event, 'gprsBasicCallInformation', 'gprsDestination'), 'accessPointNameNI'),
  }),
  contentTransaction: (event) => ({
    service: 'content',
    service_name: tapText(tapGroup(event, 'servingPartiesInformation'), 'contentProviderName') ?? 'content',
  }),
  locationService: () => ({ service: 'content', service_name: 'location service' }),
  messagingEvent: (event) => ({ service: 'sms', messages: 1, other_party: nonCharged(event) }),
  mobileSession: (event) => ({ service: 'voice', other_party: nonCharged(event) }),
}

/** Bearer services carry data, counted by time. */
const SHORT_MESSAGES = /^2[0-9]$/

/** A call event of a batch as usage; the one of a content transaction is one for each service used. */
export function tapUsage(name: string, event: TapGroup, batch: TapBatch, id: string): Usage | readonly Usage[] {
  const use = USES[name]
  if (!use) throw new FieldError(`one of ${Object.keys(USES).join(', ')}`, name, 'callEventDetails')
  const at = startOf(event, batch)
  if (at === undefined)
    throw new FieldError('a local time and its offset from UTC', undefined, 'callEventStartTimeStamp')
  const used = use(event)
  const of: Usage = {
    contract: 'usage',
    event_id: id,
    started_at: new Date(at).toISOString(),
    ...chargedLine(event),
    ...used,
    duration_s: used.service === 'sms' ? 0n : duration(event),
    roaming: true,
    cell_id: cell(event),
    cause: cause(event),
    ...stated(tapCharges(event), batch),
  }
  const services = name === 'contentTransaction' ? tapGroups(event, 'contentServiceUsed') : []
  if (services.length < 2) return of
  return services.map((service, i) => ({ ...of, event_id: `${id}/${i + 1}`, ...stated(tapCharges(service), batch) }))
}

function call(event: TapGroup, direction: 'originating' | 'terminating'): Use {
  const basic = tapGroup(event, 'basicCallInformation')
  const [used = {}] = tapGroups(event, 'basicServiceUsedList')
  const code = tapGroup(used, 'basicService', 'serviceCode')
  const message = SHORT_MESSAGES.test(tapText(code, 'teleServiceCode') ?? '')
  const service = message ? 'sms' : tapText(code, 'bearerServiceCode') === undefined ? 'voice' : 'data'
  const to = tapGroup(basic, 'destination')
  const from = tapGroup(basic, 'callOriginator')
  const other =
    direction === 'originating'
      ? ((message ? tapText(to, 'sMSDestinationNumber') : undefined) ??
        tapText(to, 'calledNumber') ??
        tapText(to, 'dialledDigits'))
      : ((message ? tapText(from, 'sMSOriginator') : undefined) ?? tapText(from, 'callingNumber'))
  return {
    service,
    direction,
    messages: message ? 1 : 0,
    other_party: digits(other),
    other_network: tapText(basic, 'destinationNetwork') ?? tapText(basic, 'originatingNetwork'),
  }
}

/** Who is charged: every kind of event names the subscriber in a place of its own, by the same names. */
function chargedLine(event: TapGroup): Pick<Usage, 'served_number' | 'imsi'> {
  const imsi = find(event, 'imsi') ?? undefined
  const number = find(event, 'msisdn') ?? find(event, 'mdn') ?? find(event, 'min')
  if (imsi !== undefined || number !== undefined) return { imsi: imsi ?? null, served_number: number ?? null }
  const named = find(event, 'networkAccessIdentifier') ?? find(event, 'publicUserId')
  const identifier = find(event, 'chargedPartyIdentifier') ?? find(event, 'customerIdentifier')
  // Fifteen digits are an IMSI: no number in international form is longer than its country allows, and few reach that.
  if (named === undefined && /^\d{15}$/.test(identifier ?? '')) return { imsi: identifier ?? null, served_number: null }
  return { imsi: null, served_number: named ?? digits(identifier) ?? null }
}

function duration(event: TapGroup): bigint {
  const text = find(event, 'totalCallEventDuration') ?? find(event, 'totalTransactionDuration') ?? '0'
  return BigInt(text)
}

function cause(event: TapGroup): string | null {
  return find(event, 'causeForTerm') ?? null
}

function cell(event: TapGroup): string | null {
  const area = find(event, 'locationArea')
  const id = find(event, 'cellId')
  return area === undefined && id === undefined ? null : [area, id].filter((part) => part !== undefined).join('-')
}

function nonCharged(event: TapGroup): string | undefined {
  const party = tapGroup(event, 'nonChargedParty')
  return digits(tapText(party, 'nonChargedPartyNumber')) ?? tapText(party, 'nonChargedPublicUserId')
}

function digits(number: string | undefined): string | undefined {
  return number?.replace(/^\+/, '') || undefined
}

/** The first text of a name, wherever in the event it stands. */
function find(group: TapGroup, name: string): string | undefined {
  const direct = tapText(group, name)
  if (direct !== undefined) return direct
  for (const key in group) {
    const value = group[key]
    if (typeof value !== 'object') continue
    for (const each of Array.isArray(value) ? (value as readonly TapValue[]) : [value]) {
      const found = isGroup(each) ? find(each, name) : undefined
      if (found !== undefined) return found
    }
  }
  return undefined
}
