import { createHash } from 'node:crypto'
import type { Event } from '../../contracts/index.ts'
import { isObject, type JsonObject, unwrapped } from '../crm/cloud_event.ts'
import { type ChangeHead, type CrmObject, changesOf, type Defaults } from '../crm/object.ts'
import { instantOf, phoneOf } from '../crm/said.ts'
import { json } from '../format.ts'
import { FieldError, type Mapping, mapping, type Skip, skip } from '../mapping.ts'
import { characteristics } from './members.ts'
import { paymentOf } from './payment.ts'
import { RESOURCE, tmforumResources, WHOLE } from './resources.ts'
import { usageOf } from './usage.ts'

export interface TmforumOptions {
  readonly name?: string
  /** Resources read in another way, by name in lower case; `tmforumResources` when absent. */
  readonly resources?: Readonly<Record<string, CrmObject>>
  readonly defaults?: Defaults
}

/** A resource, and what a notification says of it. */
interface Told {
  readonly type: string
  readonly resource: JsonObject
  readonly operation: ChangeHead['operation']
  readonly at: string | undefined
  readonly eventId: string | undefined
}

/**
 * TM Forum Open API payloads: resources (arrays of them, or one after the other), notifications (`eventType`, `event`), and
 * either in a CloudEvents envelope.
 */
export function tmforum(options: TmforumOptions = {}): Mapping<JsonObject> {
  const { name = 'tmforum', resources = tmforumResources, defaults } = options
  return mapping<JsonObject>({
    name,
    format: json(),
    map(record) {
      const told = toldBy(record)
      if (told.type === 'usage') return told.operation === 'delete' ? skip('usage deleted') : usageOf(told.resource)
      if (told.type === 'payment' || told.type === 'refund') {
        return told.operation === 'delete' ? skip(`${told.type} deleted`) : paymentOf(told.resource, told.type)
      }
      const object = resources[told.type]
      return object ? changesIn(told, object, defaults) : skip(`resource ${told.type}`)
    },
  })
}

function changesIn(told: Told, object: CrmObject, defaults: Defaults | undefined): readonly Event[] | Skip {
  const { resource, operation, type } = told
  if (resource.id === undefined || resource.id === null) throw new FieldError(`the id of the ${type}`, 'nothing', 'id')
  const head: ChangeHead = {
    system: 'tmforum',
    ids: [String(resource.id)],
    changed_at: changedAt(told),
    operation,
    // Two notifications of one instant are two changes, though nothing says which came first.
    ...(told.eventId === undefined ? {} : { sequence_number: orderOf(told.eventId) }),
  }
  const said = new Map<string, unknown>([
    [RESOURCE, resource],
    [WHOLE, operation === 'snapshot' || operation === 'create'],
  ])
  const own = changesOf(object, said, head, defaults)
  if (type === 'product') return withNumber(own, resource)
  if (type !== 'customer' || operation === 'delete') return own
  const party = isObject(resource.engagedParty) ? resource.engagedParty.id : undefined
  if (party === undefined || party === resource.id) return own
  // The party is another record, with contact data of its own: the customer says whose it is.
  const link: Event = {
    contract: 'entity_change',
    system: head.system,
    entity: 'customer_contact',
    entity_id: String(party),
    changed_at: head.changed_at,
    operation: 'update',
    fields: JSON.stringify({ customer_id: String(resource.id) }),
    commit_number: 1,
    sequence_number: head.sequence_number ?? 0,
  }
  return 'skip' in own ? [link] : [...own, link]
}

/** A product that says its number and since when it is in use also tells whose number that is. */
function withNumber(own: readonly Event[] | Skip, resource: JsonObject): readonly Event[] | Skip {
  const number = characteristics(resource).get('msisdn')
  if (typeof number !== 'string' || resource.startDate === undefined || 'skip' in own) return own
  const ended = resource.status === 'terminated' ? resource.terminationDate : undefined
  return [
    ...own,
    {
      contract: 'subscription_number',
      subscription_id: String(resource.id),
      number_type: 'msisdn',
      number: phoneOf(number),
      assigned_from: instantOf(resource.startDate as string),
      assigned_to: ended === undefined ? null : instantOf(ended as string),
    },
  ]
}

function toldBy(record: JsonObject): Told {
  const envelope = unwrapped(record)
  const message = envelope.data
  const eventType = message.eventType ?? (isObject(message.event) ? envelope.type?.replace(/^.*\./, '') : undefined)
  if (typeof eventType === 'string' && isObject(message.event)) {
    const [key, resource] = Object.entries(message.event)[0] ?? []
    if (key === undefined || !isObject(resource))
      throw new FieldError('an event with its resource', message.event, 'event')
    const at = message.eventTime ?? message.timeOcurred ?? message.timeOccurred ?? envelope.time
    const eventId = message.eventId ?? envelope.id
    return {
      type: key.toLowerCase(),
      resource,
      operation: operationOf(eventType),
      at: at === undefined ? undefined : String(at),
      eventId: eventId === undefined ? undefined : String(eventId),
    }
  }
  return {
    type: typeOf(message),
    resource: message,
    operation: 'snapshot',
    at: envelope.time,
    eventId: envelope.id,
  }
}

function operationOf(eventType: string): ChangeHead['operation'] {
  if (/(Create|Creation)(Event|Notification)$/.test(eventType)) return 'create'
  if (/(Delete|Remove)(Event|Notification)$/.test(eventType)) return 'delete'
  return 'update'
}

/** `@type`, or the resource in `href`. */
function typeOf(resource: JsonObject): string {
  const type = resource['@type']
  if (typeof type === 'string' && type !== '') return type.toLowerCase()
  const [, path] = /\/(\w+)\/[^/]+\/?$/.exec(String(resource.href ?? '')) ?? []
  if (path) return path.toLowerCase()
  if (resource.usageDate !== undefined || resource.usageCharacteristic !== undefined) return 'usage'
  throw new FieldError('a resource that says what it is', 'no @type, href or eventType', '@type')
}

/** When the state began: the notification says, or the resource in its own way. */
function changedAt({ at, resource, type }: Told): string {
  const validFor = isObject(resource.validFor) ? resource.validFor.startDateTime : undefined
  const ended = resource.status === 'terminated' ? resource.terminationDate : resource.completionDate
  const own =
    resource.lastUpdate ?? resource.lastModified ?? ended ?? resource.startDate ?? resource.orderDate ?? validFor
  const given = at ?? own ?? resource.statusChangeDate ?? resource.creationDate
  if (given === undefined) {
    throw new FieldError(`the time of the ${type}: eventTime, lastUpdate or validFor`, 'nothing', 'lastUpdate')
  }
  return instantOf(given as string)
}

function orderOf(eventId: string): bigint {
  return createHash('sha256').update(eventId).digest().readBigUInt64BE()
}
