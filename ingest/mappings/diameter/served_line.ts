import { dialled } from '../dialled.ts'
import { type Avps, enumOf, groupOf, groupsOf, textOf } from './avp.ts'

/** Who used what: fields of `usage_partial` that Subscription-Id and Service-Information tell. */
export interface ServedLine {
  readonly served_number: string | undefined
  readonly imsi: string | undefined
  readonly direction: 'originating' | 'terminating'
  readonly other_party: string | undefined
  readonly service_name: string | undefined
  readonly roaming: boolean
  readonly visited_network: string | undefined
  readonly cause: string | undefined
}

const TYPES = ['END_USER_E164', 'END_USER_IMSI', 'END_USER_SIP_URI', 'END_USER_NAI', 'END_USER_PRIVATE']

export function servedLine(message: Avps, country: string | undefined): ServedLine {
  const byType = subscriptionIds(message)
  const service = groupOf(message, 'Service-Information')
  const packets = groupOf(service, 'PS-Information')
  const ims = groupOf(service, 'IMS-Information')
  const short = groupOf(service, 'SMS-Information')
  const terminating =
    enumOf(ims, 'Role-Of-Node', ['ORIGINATING_ROLE', 'TERMINATING_ROLE', 'PROXY_ROLE', 'B2BUA_ROLE']) === 1
  const other = terminating
    ? textOf(ims, 'Calling-Party-Address')
    : (textOf(ims, 'Called-Party-Address') ?? recipientOf(short) ?? textOf(message, 'Called-Party-Address'))
  const visited = network(packets, message, '3GPP-SGSN-MCC-MNC')
  const home = network(packets, message, '3GPP-IMSI-MCC-MNC')
  return {
    served_number:
      dialled(byType.get(0), country) ??
      dialled(byType.get(2) ?? byType.get(3) ?? byType.get(4), undefined) ??
      textOf(message, 'User-Name'),
    imsi: byType.get(1),
    direction: terminating ? 'terminating' : 'originating',
    other_party: dialled(other, country),
    service_name: textOf(packets, 'Called-Station-Id') ?? textOf(message, 'Called-Station-Id'),
    roaming: visited !== undefined && home !== undefined && visited !== home,
    visited_network: visited,
    cause: textOf(message, 'Termination-Cause'),
  }
}

/** Subscription-Id-Data by type; separated values may have a column each. */
function subscriptionIds(message: Avps): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  const plainly = message['Subscription-Id']
  if ((typeof plainly === 'string' && plainly !== '') || typeof plainly === 'number') {
    found.set(enumOf(message, 'Subscription-Id-Type', TYPES) ?? 0, String(plainly))
  } else {
    const groups = groupsOf(message, 'Subscription-Id')
    // Separated values have type and data beside the other columns.
    for (const group of groups.length > 0 ? groups : [message]) {
      const data = textOf(group, 'Subscription-Id-Data')
      const type = enumOf(group, 'Subscription-Id-Type', TYPES) ?? 0
      if (data !== undefined && !found.has(type)) found.set(type, data)
    }
  }
  const columns = [
    ['MSISDN', 0],
    ['E164', 0],
    ['Subscription-Id-E164', 0],
    ['IMSI', 1],
    ['Subscription-Id-IMSI', 1],
  ] as const
  for (const [name, type] of columns) {
    const data = textOf(message, name)
    if (data !== undefined && !found.has(type)) found.set(type, data)
  }
  return found
}

function recipientOf(short: Avps): string | undefined {
  const recipient = groupOf(short, 'Recipient-Info')
  return textOf(groupOf(recipient, 'Recipient-Address'), 'Address-Data') ?? textOf(short, 'Recipient-Address')
}

function network(packets: Avps, message: Avps, name: string): string | undefined {
  const digits = textOf(packets, name) ?? textOf(message, name)
  return digits !== undefined && /^\d{5,6}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3)}` : undefined
}
