import type { Buyer, Payment, Seller } from '../../documents/bill.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type AccountItemisation, itemisationOf } from './itemisation.ts'
import { issuedDatabase } from './tables.ts'

/** What documents of a bill say of its parties. */
export interface Parties {
  readonly seller: Seller
  readonly buyer: Buyer
  readonly payment:
    | Extract<Payment, { by: 'direct debit' }>
    | Omit<Extract<Payment, { by: 'credit transfer' }>, 'reference'>
  readonly language: string
  /** Zone of the account, in which uses are itemised. */
  readonly timeZone: string
  /** Accounts on the bill whose uses are not itemised in full. */
  readonly itemisation?: AccountItemisation
}

interface PartyRow {
  readonly bill: string
  readonly language: string
  readonly time_zone: string
  readonly payment_method: string
  readonly customer: string
  readonly buyer_country: string | null
  readonly buyer: Readonly<Record<'name' | 'email' | 'street' | 'city' | 'postal_code', string>>
  readonly entity: string
  readonly seller: Readonly<Record<SellerField, string>>
}
const sellerFields = [
  ...([
    'name',
    'country',
    'tax_number',
    'street',
    'city',
    'postal_code',
    'registration',
    'email',
    'phone',
    'website',
  ] as const),
  ...(['iban', 'bic'] as const),
] as const
type SellerField = (typeof sellerFields)[number]

/**
 * Parties of issued bills as they were when a document of them was first made: what is known later changes no document.
 *
 * @throws ConfigurationError where the catalogue does not say who issued a bill, or what its account is.
 */
export async function partiesOf(
  warehouse: Warehouse,
  prefix: string,
  bills: readonly string[],
): Promise<ReadonlyMap<string, Parties>> {
  const table = `${quoteIdentifier(issuedDatabase(prefix))}.stored_party`
  await warehouse.command(
    `CREATE TABLE IF NOT EXISTS ${table} (bill_id String, value String, at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY bill_id`,
  )
  const read = async () => {
    const rows = await warehouse.rows<{ bill: string; value: string }>(
      `SELECT bill_id AS bill, argMin(value, (at, value)) AS value FROM ${table} WHERE bill_id IN (${bills.map(quoteText).join(', ')}) GROUP BY bill`,
    )
    return new Map(rows.map(({ bill, value }) => [bill, JSON.parse(value) as Parties]))
  }
  const known = await read()
  const missing = bills.filter((bill) => !known.has(bill))
  if (missing.length === 0) return known
  for (const model of [
    'billing_account_current',
    'billing_account_history',
    'customer_current',
    'customer_contact_current',
  ]) {
    if (await hasTable(warehouse, `${prefix}staging`, model)) continue
    throw new ConfigurationError(
      `who bills go to is not known: staging.${model} has not been built`,
      'build the models: trunkline run',
    )
  }
  const itemisation = await itemisationOf(warehouse, prefix, missing)
  const rows = (await currentParties(warehouse, prefix, missing)).map((row) => {
    const told = itemisation.get(row.bill)
    const value = JSON.stringify({ ...partyOf(row), ...(told === undefined ? {} : { itemisation: told }) })
    return JSON.stringify({ bill_id: row.bill, value })
  })
  await warehouse.command(`INSERT INTO ${table} (bill_id, value) FORMAT JSONEachRow\n${rows.join('\n')}`, {
    settings: { async_insert: 0 },
  })
  return read()
}

function currentParties(warehouse: Warehouse, prefix: string, bills: readonly string[]): Promise<PartyRow[]> {
  const of = (database: string) => quoteIdentifier(`${prefix}${database}`)
  const own = (alias: string, names: readonly string[]) =>
    `map(${names.map((name) => `${quoteText(name)}, ifNull(toString(${alias}.${name}), '')`).join(', ')})`
  return warehouse.rows<PartyRow>(
    `SELECT b.bill_id AS bill, ifNull(a.language, 'en') AS language, ifNull(a.time_zone, 'UTC') AS time_zone, ifNull(a.payment_method, '') AS payment_method, b.customer_id AS customer,
       c.country AS buyer_country, ${own('p', ['name', 'email', 'street', 'city', 'postal_code'])} AS buyer,
       b.legal_entity_id AS entity, ${own('e', sellerFields)} AS seller
     FROM (SELECT * FROM ${of('issued')}.bill WHERE bill_id IN (${bills.map(quoteText).join(', ')})) AS b
     LEFT JOIN ${of('staging')}.billing_account_current AS a ON a.billing_account_id = b.billing_account_id
     LEFT JOIN ${of('staging')}.customer_current AS c ON c.customer_id = b.customer_id
     LEFT JOIN ${of('staging')}.customer_contact_current AS p ON p.customer_id = b.customer_id
     LEFT JOIN (SELECT * FROM ${of('raw')}.catalogue_legal_entity ORDER BY valid_from DESC, _landed_at DESC LIMIT 1 BY legal_entity_id) AS e
       ON e.legal_entity_id = b.legal_entity_id
     SETTINGS join_use_nulls = 1`,
  )
}

function partyOf(row: PartyRow): Parties {
  const { bill, language, time_zone, payment_method, customer, buyer_country, buyer, entity, seller } = row
  const missing = (what: string, member: string) =>
    new ConfigurationError(
      `bill ${bill} cannot be a document: ${what}`,
      `add it to the catalogue and load it: legal_entities: [{ id: ${entity || 'telco'}, ${member} }]`,
    )
  if (entity === '') throw missing('its plans name no legal entity, so nobody issues it', 'name: …, country: DE')
  if (seller.name === '') throw missing(`the catalogue has no legal entity ${entity}`, 'name: …, country: DE')
  if (seller.iban === '') throw missing(`legal entity ${entity} has no account to pay to`, 'iban: DE89…')
  const lines = (street: string) => (street === '' ? [] : street.split('\n'))
  const given = <K extends string>(name: K, value: string) =>
    value === '' ? {} : ({ [name]: value } as Record<K, string>)
  return {
    seller: {
      name: seller.name,
      address: {
        lines: lines(seller.street),
        city: seller.city,
        postCode: seller.postal_code,
        country: seller.country,
      },
      ...given('vatId', seller.tax_number),
      ...given('registration', seller.registration),
      ...given('email', seller.email),
      ...given('phone', seller.phone),
      ...given('website', seller.website),
    },
    buyer: {
      name: buyer.name || customer,
      address: {
        lines: lines(buyer.street),
        city: buyer.city,
        postCode: buyer.postal_code,
        country: buyer_country || seller.country,
      },
      customerId: customer,
      ...given('email', buyer.email),
    },
    payment:
      payment_method === 'direct debit'
        ? { by: 'direct debit' }
        : { by: 'credit transfer', iban: seller.iban, ...given('bic', seller.bic) },
    language,
    timeZone: time_zone,
  }
}
