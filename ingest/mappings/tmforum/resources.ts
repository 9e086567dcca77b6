import { isObject, type JsonObject } from '../crm/cloud_event.ts'
import type { CrmObject, EntityRule } from '../crm/object.ts'
import { itself } from '../crm/object.ts'
import { countryOf, dayOf, instantOf, phoneOf } from '../crm/said.ts'
import { FieldError } from '../mapping.ts'
import { decimal, integer } from '../number.ts'
import { characteristics, contactMedia, listOf, partyId, says } from './members.ts'

/** Reads one field of a resource: undefined where the resource does not say, null where it says "nothing". */
type Reading = (resource: JsonObject) => unknown

/** A member as text, through a reader. */
function member(name: string, reader: (value: string) => unknown = String): Reading {
  return (resource) => readMember(name, resource[name], reader)
}

function readMember(name: string, value: unknown, reader: (value: string) => unknown): unknown {
  if (value === undefined || value === null || value === '') return value === undefined ? undefined : null
  try {
    return reader(value as string)
  } catch (error) {
    throw error instanceof FieldError ? new FieldError(error.expected, error.got, error.field ?? name) : error
  }
}

function oneOf(name: string, words: Readonly<Record<string, string>>): Reading {
  return member(name, (value) => {
    const word = words[value] ?? words[value.toLowerCase()]
    if (word === undefined) throw new FieldError(`one of ${Object.keys(words).join(', ')}`, value, name)
    return word
  })
}

const medium =
  (name: string, reader: (value: string) => unknown = String): Reading =>
  (resource) =>
    readMember(`contactMedium.${name}`, contactMedia(resource).get(name), reader)
const characteristic =
  (name: string, reader: (value: string) => unknown = String): Reading =>
  (resource) =>
    readMember(name, characteristics(resource).get(name.toLowerCase()), reader)
const reference =
  (name: string): Reading =>
  (resource) =>
    says(resource, name) ? (listOf(resource[name])[0]?.id ?? null) : undefined
const customer: Reading = (resource) =>
  says(resource, 'relatedParty') ? (partyId(resource, 'customer') ?? null) : undefined

const contact: Readonly<Record<string, Reading>> = {
  email: medium('email'),
  phone: medium('phone', phoneOf),
  street: medium('street'),
  city: medium('city'),
  postal_code: medium('postalcode'),
}

const closed = (value: string) =>
  /closed|inactive|terminated|deceased|dissolved|liquidated/i.test(value) ? 'closed' : 'active'

/** Fields of entities by reading; turned into sources that read the resource itself. */
function entity(
  name: EntityRule['entity'],
  readings: Readonly<Record<string, Reading>>,
  always: Readonly<Record<string, string>> = {},
): EntityRule {
  const fields = Object.entries(readings).map(([field, reading]) => [
    field,
    (said: ReadonlyMap<string, unknown>) => {
      const value = reading(said.get(RESOURCE) as JsonObject)
      // A resource that is told whole has nothing where it does not say.
      return value === undefined && said.get(WHOLE) === true ? null : value
    },
  ])
  return { entity: name, always, fields: Object.fromEntries(fields) as EntityRule['fields'] }
}

/** Where the resource stands in what a record says, and whether it is told whole. */
export const RESOURCE = '@resource'
export const WHOLE = '@whole'

const id: CrmObject['id'] = (said) => (said.get(RESOURCE) as JsonObject).id

/**
 * TMF629 customer, TMF632 parties, TMF622 orders, TMF637 products, TMF666 accounts and TMF621 tickets. Whose contact
 * data that of a party is, the customer tells that engages it.
 */
export const tmforumResources: Readonly<Record<string, CrmObject>> = {
  customer: {
    name: 'customer',
    id,
    entities: [
      entity(
        'customer',
        {
          kind: (resource) => partyKind(resource.engagedParty),
          segment: characteristic('segment'),
          region: medium('region'),
          country: medium('country', countryOf),
          status: member('status', closed),
        },
        { kind: 'organization' },
      ),
      entity('customer_contact', { ...contact, customer_id: () => itself(new Map()), name: member('name') }),
    ],
  },
  individual: {
    name: 'individual',
    id,
    entities: [
      entity('customer_contact', {
        ...contact,
        given_name: member('givenName'),
        family_name: member('familyName'),
        name: (resource) => (says(resource, 'familyName') ? null : member('fullName')(resource)),
        birth_date: member('birthDate', dayOf),
      }),
    ],
  },
  organization: {
    name: 'organization',
    id,
    entities: [entity('customer_contact', { ...contact, name: (resource) => resource.tradingName ?? resource.name })],
  },
  productorder: {
    name: 'productOrder',
    id,
    entities: [
      entity('product_order', {
        customer_id: customer,
        action: (resource) => action(itemsOf(resource)[0]?.action),
        offering_id: (resource) => itemProduct(resource, 'productOffering'),
        subscription_id: (resource) => itemProduct(resource, 'product'),
        status: oneOf('state', {
          acknowledged: 'acknowledged',
          inProgress: 'in progress',
          pending: 'in progress',
          held: 'in progress',
          assessingCancellation: 'in progress',
          pendingCancellation: 'in progress',
          partial: 'completed',
          completed: 'completed',
          cancelled: 'cancelled',
          failed: 'failed',
          rejected: 'failed',
        }),
        channel: (resource) => (says(resource, 'channel') ? channelOf(resource.channel) : undefined),
      }),
    ],
  },
  product: {
    name: 'product',
    id,
    entities: [
      entity('subscription', {
        customer_id: customer,
        billing_account_id: reference('billingAccount'),
        type: characteristic('lineType'),
        status: oneOf('status', {
          created: 'pending',
          pendingActive: 'pending',
          active: 'active',
          pendingTerminate: 'active',
          suspended: 'suspended',
          aborted: 'terminated',
          cancelled: 'terminated',
          terminated: 'terminated',
        }),
        status_reason: member('statusReason'),
        offering_id: reference('productOffering'),
        recurring_price: (resource) => (says(resource, 'productPrice') ? monthlyPrice(resource) : undefined),
        contract_months: (resource) => (says(resource, 'productTerm') ? termMonths(resource) : undefined),
        access: characteristic('access'),
      }),
    ],
  },
  billingaccount: {
    name: 'billingAccount',
    id,
    entities: [
      entity('billing_account', {
        customer_id: customer,
        currency: (resource) => listOf(resource.accountBalance).map(balanceUnit)[0] ?? unitOf(resource.creditLimit),
        time_zone: characteristic('timeZone'),
        cycle_day: (resource) => cycleDay(resource.billStructure),
        payment_method: (resource) =>
          isObject(resource.defaultPaymentMethod) ? resource.defaultPaymentMethod.name : undefined,
        status: member('state', closed),
      }),
    ],
  },
  troubleticket: {
    name: 'troubleTicket',
    id,
    entities: [
      entity('trouble_ticket', {
        opened_at: member('creationDate', instantOf),
        customer_id: customer,
        subscription_id: (resource) =>
          listOf(resource.relatedEntity).find((each) => /product/i.test(String(each['@referredType'] ?? each.role)))
            ?.id,
        category: member('ticketType', (value) => value.toLowerCase()),
        subject: (resource) => resource.name ?? resource.description,
        status: oneOf('status', {
          acknowledged: 'open',
          inProgress: 'open',
          pending: 'pending',
          held: 'pending',
          resolved: 'solved',
          closed: 'closed',
          cancelled: 'closed',
          rejected: 'closed',
        }),
        channel: (resource) => (says(resource, 'channel') ? channelOf(resource.channel) : undefined),
        resolved_at: member('resolutionDate', instantOf),
      }),
    ],
  },
}

function partyKind(engagedParty: unknown): string | undefined {
  const type = isObject(engagedParty) ? String(engagedParty['@referredType'] ?? '') : ''
  return /individual/i.test(type) ? 'individual' : /organi[sz]ation/i.test(type) ? 'organization' : undefined
}

function itemsOf(resource: JsonObject): readonly JsonObject[] {
  return listOf(resource.productOrderItem ?? resource.orderItem)
}

function action(word: unknown): string | undefined {
  if (word === undefined) return undefined
  const known = { add: 'add', modify: 'modify', delete: 'delete', noChange: 'modify' }[String(word)]
  if (!known) throw new FieldError('one of add, modify, delete, noChange', word, 'productOrderItem.action')
  return known
}

function itemProduct(resource: JsonObject, name: 'product' | 'productOffering'): unknown {
  const item = itemsOf(resource)[0]
  const product = isObject(item?.product) ? item.product : {}
  const holder = name === 'product' ? product : (item?.productOffering ?? product.productOffering)
  return isObject(holder) ? holder.id : undefined
}

function channelOf(channel: unknown): unknown {
  const first = listOf(channel)[0]
  return first ? (first.name ?? first.id ?? null) : null
}

/** The recurring price a month, without tax. */
function monthlyPrice(resource: JsonObject): string | null {
  const price = listOf(resource.productPrice).find(
    ({ priceType, recurringChargePeriod }) =>
      priceType === 'recurring' && /^(1 ?)?(month|monthly)$/i.test(String(recurringChargePeriod ?? 'month')),
  )
  const amount = isObject(price?.price) ? (price.price.dutyFreeAmount ?? price.price.taxExcludedAmount) : undefined
  const value = isObject(amount) ? amount.value : undefined
  return value === undefined ? null : decimal(value as number)
}

function termMonths(resource: JsonObject): number | null {
  const duration = listOf(resource.productTerm)[0]?.duration
  if (!isObject(duration)) return null
  const months = { month: 1, months: 1, year: 12, years: 12 }[String(duration.units).toLowerCase()]
  return months === undefined ? null : Number(integer(duration.amount as number)) * months
}

function balanceUnit(balance: JsonObject): unknown {
  return unitOf(balance.amount)
}

function unitOf(money: unknown): unknown {
  return isObject(money) ? money.unit : undefined
}

/** `billingDateShift`: days from the beginning of the month to the cycle's. */
function cycleDay(structure: unknown): number | undefined {
  const cycle = isObject(structure) ? structure.cycleSpecification : undefined
  const shift = isObject(cycle) ? cycle.billingDateShift : undefined
  return shift === undefined ? undefined : Number(integer(shift as number)) + 1
}
