import { isObject, type JsonObject } from '../crm/cloud_event.ts'
import { plainName, type Said } from '../crm/said.ts'

/** Lists of objects in a resource, such as `relatedParty`; one object counts as a list of it. */
export function listOf(value: unknown): readonly JsonObject[] {
  if (isObject(value)) return [value]
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Id of the party that plays a role; where nobody says a role, of the first. */
export function partyId(resource: JsonObject, role: string): string | undefined {
  const parties = listOf(resource.relatedParty)
  const party =
    parties.find((each) =>
      String(each.role ?? '')
        .toLowerCase()
        .includes(role),
    ) ?? parties.find((each) => each.role === undefined && String(each['@referredType'] ?? 'Customer') === 'Customer')
  const id = party?.id ?? (isObject(party?.partyOrPartyRole) ? party.partyOrPartyRole.id : undefined)
  return id === undefined ? undefined : String(id)
}

/** Characteristics by plain name, whatever list they stand in. */
export function characteristics(resource: JsonObject): Said {
  const lists = ['characteristic', 'productCharacteristic', 'usageCharacteristic', 'partyCharacteristic']
  const said = new Map<string, unknown>()
  for (const { name, value } of lists.flatMap((list) => listOf(resource[list]))) {
    if (typeof name === 'string')
      said.set(plainName(name), isObject(value) ? (value.value ?? value.amount ?? null) : value)
  }
  return said
}

/** Whether a member of the resource is there, also as null. */
export function says(resource: JsonObject, ...members: readonly string[]): boolean {
  return members.some((member) => resource[member] !== undefined)
}

/** E-mail, telephone and address of `contactMedium`, of version 4 (`characteristic`) or 5 (members). */
export function contactMedia(resource: JsonObject): Said {
  const said = new Map<string, unknown>()
  if (!says(resource, 'contactMedium')) return said
  for (const name of ['email', 'phone', 'street', 'city', 'postalcode', 'region', 'country']) said.set(name, null)
  // The preferred medium of a kind is the last one read.
  const media = [...listOf(resource.contactMedium)].sort(
    (a, b) => Number(a.preferred === true) - Number(b.preferred === true),
  )
  for (const medium of media) {
    const holder = { ...medium, ...(isObject(medium.characteristic) ? medium.characteristic : {}) } as JsonObject
    const street = [holder.street1 ?? holder.streetName, holder.street2].filter(Boolean).join(', ')
    const values = {
      email: holder.emailAddress,
      phone: holder.phoneNumber,
      street: street || undefined,
      city: holder.city,
      postalcode: holder.postCode,
      region: holder.stateOrProvince,
      country: holder.country,
    }
    for (const [name, value] of Object.entries(values)) if (value !== undefined) said.set(name, value)
  }
  return said
}
