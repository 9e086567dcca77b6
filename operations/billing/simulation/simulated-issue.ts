import { createHash } from 'node:crypto'
import type { Event } from '../../../ingest/contracts/index.ts'
import type { BillJson } from '../bill-json.ts'

/** Simulated bills as issued ones, numbered by their ids. */
export function* issuedEvents(bills: readonly BillJson[]): Generator<Event> {
  for (const bill of bills) {
    const { id, account, customer, legal_entity, from, to, date, due, currency, lines, taxes } = bill
    const of = { bill_id: id, bill_number: id, issued_at: `${date}T00:00:00Z`, currency }
    const whose = { ...of, billing_account_id: account, customer_id: customer, legal_entity_id: legal_entity }
    for (const line of lines) {
      yield {
        contract: 'issued_bill_line',
        ...whose,
        line_number: String(line.number),
        charged_account_id: line.account,
        subscription_id: line.subscription,
        bill_from: from,
        bill_to: to,
        period_from: line.from,
        period_to: line.to,
        category: line.kind,
        service: line.service,
        description: line.text,
        charge_id: line.charge,
        overdue_bill: line.overdue_bill,
        quantity: line.quantity,
        unit_price: line.unit_price ?? undefined,
        price_quantity: line.price_quantity,
        net: line.net,
        tax_id: line.tax,
        tax_category: line.tax_category,
        tax_rate: fraction(line.tax_percent),
        rated_amount: line.rated_amount,
        corrects_bill: line.corrects,
      } as Event
    }
    for (const { category, name, percent, net, tax } of taxes) {
      const group = { tax_category: category, tax_rate: fraction(percent), tax_name: name }
      yield { contract: 'issued_bill_tax', ...of, ...group, net, tax } as Event
    }
    yield {
      contract: 'issued_bill',
      ...whose,
      period_from: from,
      period_to: to,
      bill_date: date,
      due_date: due,
      net: bill.net,
      tax: bill.tax,
      gross: bill.gross,
      lines: String(lines.length),
      content_hash: createHash('sha256').update(JSON.stringify(bill)).digest('hex'),
    } as Event
  }
}

/** 19 as 0.19, exactly. */
function fraction(percent: string): string {
  const [whole, decimals = ''] = percent.split('.')
  const digits = whole!.padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${decimals}`
}
