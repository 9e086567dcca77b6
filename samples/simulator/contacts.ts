import type { Event } from '../../ingest/contracts/index.ts'
import type { Region } from './network.ts'
import type { Customer } from './people.ts'
import type { Random } from './random.ts'

const givenNames = [
  'Ana',
  'Ben',
  'Chi',
  'Dora',
  'Emil',
  'Fatima',
  'Georg',
  'Hana',
  'Ivan',
  'Jana',
  'Karl',
  'Linh',
] as const
const familyNames = [
  'Adler',
  'Becker',
  'Chandra',
  'Diaz',
  'Engel',
  'Fischer',
  'Gruber',
  'Hoang',
  'Iyer',
  'Jansen',
] as const
const cities = { north: 'Hamburg', east: 'Berlin', south: 'München', west: 'Köln' } as const

/** Master data of a customer, and its contact data apart from it. All names are made up; mail goes to example.com. */
export function customerEvents(random: Random, customer: Customer, sink: Event[]): void {
  const updatedAt = new Date(customer.since)
  sink.push({
    contract: 'customer',
    customer_id: customer.id,
    updated_at: updatedAt,
    kind: customer.kind,
    segment: customer.segment,
    region: customer.region,
    country: customer.country,
    parent_customer_id: customer.parentId,
    gender: customer.gender,
    age_band: customer.ageBand,
    household: customer.household,
  })
  contactData(random, customer, sink)
}

interface Reachable {
  readonly id: string
  readonly since: number
  readonly kind: 'individual' | 'organization'
  readonly region: Region
}

export function contactData(random: Random, customer: Reachable, sink: Event[]): void {
  const family = random.pick(familyNames)
  sink.push({
    contract: 'customer_contact',
    customer_id: customer.id,
    updated_at: new Date(customer.since),
    name: customer.kind === 'organization' ? `${family} Works ${customer.id}` : `${random.pick(givenNames)} ${family}`,
    email: `${customer.id.toLowerCase()}@example.com`,
    street: `${random.between(1, 120)} Sample Street`,
    city: cities[customer.region],
    postal_code: String(10_000 + random.below(80_000)),
  })
}
