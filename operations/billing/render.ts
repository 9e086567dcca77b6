import { billPdf } from '../../documents/pdf/bill-pdf.ts'
import { appliedBillingRates, customerBill } from '../../documents/tmf/customer-bill.ts'
import { tmfUsage } from '../../documents/tmf/rated-usage.ts'
import { billUbl } from '../../documents/ubl.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import type { OutboxFile } from '../outbox/document.ts'
import type { IssuedDocument } from './document.ts'
import { unitOf } from './document-uses.ts'
import { itemisedUses, otherParty } from './itemisation.ts'
import { issuedDatabase } from './tables.ts'

export const formats = ['pdf', 'ubl', 'tmf678', 'tmf635'] as const
export type DocumentFormat = (typeof formats)[number]

/** A document in a format, as a file; equal documents give equal bytes. */
export async function renderDocument(
  warehouse: Warehouse,
  prefix: string,
  document: IssuedDocument,
  format: DocumentFormat,
): Promise<OutboxFile> {
  const { bill, issuedAt } = document
  const name = encodeURIComponent(bill.number)
  const json = (extension: string, value: unknown): OutboxFile => ({
    name: `${name}.${extension}.json`,
    mimeType: 'application/json',
    bytes: Buffer.from(`${JSON.stringify(value)}\n`),
  })
  switch (format) {
    case 'pdf':
      return { name: `${name}.pdf`, mimeType: 'application/pdf', bytes: await billPdf(bill) }
    case 'ubl':
      return { name: `${name}.xml`, mimeType: 'application/xml', bytes: Buffer.from(await billUbl(bill)) }
    case 'tmf678': {
      const lastUpdate = `${issuedAt.replace(' ', 'T').replace(/Z?$/, 'Z')}`
      return json(format, {
        customerBill: customerBill(bill, { state: 'validated', remaining: bill.gross, lastUpdate }),
        appliedCustomerBillingRate: appliedBillingRates(bill),
      })
    }
    case 'tmf635':
      return json(format, await ratedUses(warehouse, prefix, document))
  }
}

async function ratedUses(warehouse: Warehouse, prefix: string, document: IssuedDocument) {
  const { id, bill, customer, issuedAt } = document
  const { told, masked } = itemisedUses(prefix, id, document.itemisation, 'e.line_number')
  const db = quoteIdentifier(issuedDatabase(prefix))
  const rows = await warehouse.rows<{
    event: string
    subscription: string
    at: string
    service: string
    direction: string
    party: string
    masked: boolean
    tariff: string
    quantity: string
    amount: string
    line: string
    rate: string
  }>(
    `SELECT e.event_id AS event, e.subscription_id AS subscription, formatDateTime(e.started_at, '%Y-%m-%dT%H:%i:%SZ') AS at,
       e.service AS service, e.direction AS direction, e.other_party AS party, toBool(${masked}) AS masked, e.tariff_id AS tariff, toString(e.quantity) AS quantity, toString(e.amount) AS amount, toString(e.line_number) AS line,
       toString(l.tax_rate) AS rate
     FROM ${db}.bill_event AS e INNER JOIN ${db}.bill_line AS l ON l.bill_id = e.bill_id AND l.line_number = e.line_number
     WHERE e.bill_id = ${quoteText(id)} AND ${told} ORDER BY e.started_at, event`,
  )
  return rows.map(({ event, subscription, at, service, direction, party, masked, tariff, quantity, amount, rate }) =>
    tmfUsage({
      eventId: event,
      service,
      // Uses that were issued before it was kept do not say it.
      direction: direction === '' ? 'originating' : direction,
      ...(party === '' ? {} : { otherParty: otherParty(party, masked) }),
      startedAt: at,
      subscriptionId: subscription,
      customerId: customer,
      quantity,
      unit: unitOf(service),
      tariff,
      amount,
      taxRate: rate,
      currency: bill.currency,
      ratedAt: `${issuedAt.replace(' ', 'T').replace(/Z?$/, 'Z')}`,
      billed: true,
    }),
  )
}
