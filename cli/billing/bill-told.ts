import type { BillJson } from '../../operations/billing/bill-json.ts'
import { renderTable } from '../terminal/table.ts'

/** A bill for a terminal: its lines as a table, then the totals. */
export function billTold(bill: BillJson, width: number | undefined, title = `bill of ${bill.account}`): string {
  const lines = bill.lines.map(({ number, kind, text, subscription, from, to, quantity, net, tax_percent }) => ({
    line: number,
    kind,
    text,
    for: subscription ?? '',
    from,
    to,
    quantity,
    net,
    tax: `${tax_percent} %`,
  }))
  const taxes = bill.taxes.map(({ percent, net, tax }) => `tax ${percent} % of ${net}: ${tax}`)
  return [
    `${title} of ${bill.date}, due ${bill.due}`,
    renderTable(lines, width, ['net']),
    [`net ${bill.net}`, ...taxes, `total ${bill.gross} ${bill.currency}`].join(' · '),
    '',
  ].join('\n')
}
