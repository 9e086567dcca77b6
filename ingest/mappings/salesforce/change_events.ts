import type { Event } from '../../contracts/index.ts'
import { isObject, type JsonObject, unwrapped } from '../crm/cloud_event.ts'
import { type ChangeHead, type CrmObject, changesOf, type Defaults } from '../crm/object.ts'
import { instantOf, plainName } from '../crm/said.ts'
import { ndjson } from '../format.ts'
import { FieldError, type Mapping, mapping, type Skip, skip } from '../mapping.ts'
import { salesforceObjects } from './objects.ts'
import { salesforceId } from './record_id.ts'

const OPERATIONS: Readonly<Record<string, ChangeHead['operation']>> = {
  CREATE: 'create',
  UPDATE: 'update',
  DELETE: 'delete',
  UNDELETE: 'undelete',
  GAP_CREATE: 'gap',
  GAP_UPDATE: 'gap',
  GAP_DELETE: 'delete',
  GAP_UNDELETE: 'gap',
  GAP_OVERFLOW: 'gap',
}

export interface SalesforceOptions {
  readonly name?: string
  /** Objects with fields of your own; `salesforceObjects` when absent. */
  readonly objects?: Readonly<Record<string, CrmObject>>
  readonly defaults?: Defaults
}

/**
 * Change data capture events of Salesforce as JSON, one a line or a Kafka value: `{"ChangeEventHeader":{...},...}`, bare, in
 * the `payload` of a streaming message, or in a CloudEvents envelope. The body holds only what has changed.
 */
export function salesforceChangeEvents(options: SalesforceOptions = {}): Mapping<JsonObject> {
  const { name = 'salesforce_change_events', objects = salesforceObjects, defaults } = options
  return mapping<JsonObject>({ name, format: ndjson(), map: (record) => eventsOf(record, objects, defaults) })
}

function eventsOf(
  record: JsonObject,
  objects: Readonly<Record<string, CrmObject>>,
  defaults: Defaults | undefined,
): readonly Event[] | Skip {
  const body = bodyOf(unwrapped(record).data)
  const header = body.ChangeEventHeader
  if (!isObject(header)) throw new FieldError('a change event with its header', 'none', 'ChangeEventHeader')
  const { entityName, changeType, recordIds, commitTimestamp } = header
  const object = objects[String(entityName)]
  if (!object) return skip(`object ${entityName}`)
  const operation = OPERATIONS[String(changeType)]
  if (!operation) {
    const known = Object.keys(OPERATIONS).join(', ')
    throw new FieldError(`one of ${known}`, changeType ?? 'nothing', 'ChangeEventHeader.changeType')
  }
  if (!Array.isArray(recordIds) || recordIds.length === 0) {
    throw new FieldError('a list of ids', recordIds ?? 'nothing', 'ChangeEventHeader.recordIds')
  }
  return changesOf(
    object,
    saidBy(body, header),
    {
      system: 'salesforce',
      // After an overflow only the kind of record is known.
      ids: changeType === 'GAP_OVERFLOW' ? ['*'] : recordIds.map((each) => salesforceId(String(each))),
      changed_at: committedAt(commitTimestamp),
      operation,
      commit_number: (header.commitNumber ?? 0) as number,
      sequence_number: (header.sequenceNumber ?? 0) as number,
    },
    defaults,
  )
}

/** The event itself: streaming clients put it into `payload`, with its schema and replay id around it. */
function bodyOf(data: JsonObject): JsonObject {
  if (data.ChangeEventHeader !== undefined) return data
  if (isObject(data.payload)) return data.payload
  if (isObject(data.data) && isObject(data.data.payload)) return data.data.payload
  return data
}

function committedAt(given: unknown): string {
  try {
    return instantOf(given as number)
  } catch {
    throw new FieldError('milliseconds since 1970', given ?? 'nothing', 'ChangeEventHeader.commitTimestamp')
  }
}

/**
 * What the event says. A null in the body counts when the header names the field as changed or set to nothing: clients of
 * the Pub/Sub API write every field, null where it has not changed.
 */
function saidBy(body: JsonObject, header: JsonObject): Map<string, unknown> {
  const said = new Map<string, unknown>()
  const listed = [...namesIn(header, 'nulledFields'), ...namesIn(header, 'changedFields')]
  const named = new Set(listed.flatMap((name) => partsOf(name)))
  const trustsNulls = header.nulledFields === undefined && header.changedFields === undefined
  for (const [name, value] of Object.entries(body)) {
    if (name === 'ChangeEventHeader') continue
    for (const [part, inner] of isObject(value) ? membersOf(name, value) : partsOf(name).map((each) => [each, value])) {
      if (inner !== null && inner !== undefined) said.set(part as string, inner)
      else if (trustsNulls || named.has(part as string)) said.set(part as string, null)
    }
  }
  for (const name of namesIn(header, 'nulledFields')) {
    for (const part of partsOf(name)) said.set(part, null)
  }
  return said
}

function namesIn(header: JsonObject, list: string): readonly string[] {
  const names = header[list]
  if (names === undefined || names === null) return []
  if (Array.isArray(names) && names.every((name) => typeof name === 'string' && !/(^|-)0x/.test(name))) {
    return names as string[]
  }
  throw new FieldError('names of fields (let the client expand the bitmap)', names, `ChangeEventHeader.${list}`)
}

const ADDRESS_PARTS = ['Street', 'City', 'State', 'StateCode', 'PostalCode', 'Country', 'CountryCode']

/** The plain fields of a compound: `BillingAddress` holds `BillingCity`, the `Name` of a person `FirstName`. */
function membersOf(name: string, value: JsonObject): readonly (readonly [string, unknown])[] {
  const stem = name === 'Name' ? '' : name.replace(/Address$/, '')
  return Object.entries(value).map(([part, inner]) => [plainName(stem + part), inner])
}

/** The plain fields that a name in the body or header means: `BillingAddress.City`, or all of `BillingAddress`. */
function partsOf(name: string): readonly string[] {
  const [compound = '', part] = name.split('.')
  if (part !== undefined) return [plainName(compound === 'Name' ? part : compound.replace(/Address$/, '') + part)]
  if (!compound.endsWith('Address')) return [plainName(name)]
  return ADDRESS_PARTS.map((each) => plainName(compound.replace(/Address$/, '') + each))
}
