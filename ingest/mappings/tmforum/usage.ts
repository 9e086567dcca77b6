import type { Event } from '../../contracts/index.ts'
import { isObject, type JsonObject } from '../crm/cloud_event.ts'
import { instantOf, phoneOf, plainName, type Said } from '../crm/said.ts'
import { FieldError } from '../mapping.ts'
import { decimal, integer } from '../number.ts'
import { characteristics, listOf } from './members.ts'

type Usage = Extract<Event, { contract: 'usage' }>

const SERVICES: Readonly<Record<string, Usage['service']>> = {
  voice: 'voice',
  call: 'voice',
  telephony: 'voice',
  sms: 'sms',
  message: 'sms',
  mms: 'mms',
  data: 'data',
  internet: 'data',
  broadband: 'data',
  content: 'content',
  vas: 'content',
}

/** What measures usage, and how many of the contract's units it is. */
const SECONDS: Readonly<Record<string, bigint>> = {
  sec: 1n,
  second: 1n,
  seconds: 1n,
  s: 1n,
  min: 60n,
  minute: 60n,
  minutes: 60n,
  hour: 3600n,
}
const BYTES: Readonly<Record<string, bigint>> = {
  b: 1n,
  byte: 1n,
  bytes: 1n,
  octet: 1n,
  octets: 1n,
  kb: 1000n,
  kib: 1024n,
  mb: 1_000_000n,
  mib: 1_048_576n,
  gb: 1_000_000_000n,
  gib: 1_073_741_824n,
}

/** TMF635 usage. Characteristics are told by name: originatingNumber, destinationNumber, duration, volume, msisdn, ... */
export function usageOf(resource: JsonObject): Event {
  const said = characteristics(resource)
  const service = serviceOf(resource)
  const startedAt = said.get('startdatetime') ?? resource.usageDate
  if (startedAt === undefined) throw new FieldError('the time of use', 'nothing', 'usageDate')
  const rated = listOf(resource.ratedProductUsage)[0]
  const amount = isObject(rated?.taxExcludedRatingAmount) ? rated.taxExcludedRatingAmount : undefined
  const product = isObject(rated?.productRef) ? rated.productRef.id : undefined
  const terminating = /terminat|incoming|inbound/i.test(String(said.get('direction') ?? ''))
  const originating = number(said, 'originatingnumber', 'callingnumber', 'anumber')
  const destination = number(said, 'destinationnumber', 'callednumber', 'bnumber')
  const up = quantity(resource, BYTES, 'uploadvolume', 'bytesup')
  const down =
    quantity(resource, BYTES, 'downloadvolume', 'bytesdown') ??
    quantity(resource, BYTES, 'volume', 'datavolume', 'totalvolume')
  return {
    contract: 'usage',
    event_id: text(resource.id),
    service,
    direction: terminating ? 'terminating' : 'originating',
    started_at: instantOf(startedAt as string),
    subscription_id: text(product ?? said.get('subscriptionid') ?? said.get('productid')),
    served_number: number(said, 'msisdn', 'servednumber') ?? (terminating ? destination : originating),
    imsi: text(said.get('imsi')),
    other_party: terminating ? originating : destination,
    duration_s: quantity(resource, SECONDS, 'duration', 'callduration') ?? 0,
    messages: service === 'sms' || service === 'mms' ? (quantity(resource, {}, 'messages', 'messagecount') ?? 1) : 0,
    bytes_up: up ?? 0,
    bytes_down: down ?? 0,
    service_name: text(
      said.get('accesspoint') ?? said.get('apn') ?? (service === 'content' ? resource.description : undefined),
    ),
    stated_amount: amount?.value === undefined ? null : decimal(amount.value as number),
    stated_currency: text(amount?.unit),
  }
}

function serviceOf(resource: JsonObject): Usage['service'] {
  const specification = isObject(resource.usageSpecification) ? resource.usageSpecification.name : undefined
  const given = resource.usageType ?? specification
  for (const word of String(given ?? '')
    .toLowerCase()
    .split(/[^a-z]+/)) {
    const service = SERVICES[word]
    if (service) return service
  }
  throw new FieldError(
    `a type of usage that names one of ${Object.keys(SERVICES).join(', ')}`,
    given ?? 'nothing',
    'usageType',
  )
}

function number(said: Said, ...names: readonly string[]): string | null {
  const name = names.find((each) => said.get(each))
  return name === undefined ? null : phoneOf(String(said.get(name)))
}

/** A measure in the contract's unit; the characteristic or its value says its own unit, or it is that unit already. */
function quantity(
  resource: JsonObject,
  units: Readonly<Record<string, bigint>>,
  ...names: readonly string[]
): bigint | undefined {
  const found = listOf(resource.usageCharacteristic).find((each) => names.includes(plainName(String(each.name))))
  if (!found) return undefined
  const value = isObject(found.value) ? (found.value.value ?? found.value.amount) : found.value
  const unit = isObject(found.value) ? (found.value.unit ?? found.value.units) : (found.unit ?? found.units)
  const each = unit === undefined ? 1n : units[String(unit).toLowerCase()]
  if (each === undefined)
    throw new FieldError(`one of ${Object.keys(units).join(', ')}`, unit, `${String(found.name)} unit`)
  try {
    return BigInt(integer(value as number)) * each
  } catch (error) {
    throw error instanceof FieldError ? new FieldError(error.expected, error.got, String(found.name)) : error
  }
}

function text(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value)
}
