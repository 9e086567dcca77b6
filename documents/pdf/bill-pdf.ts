import type { Bill, BillLine, ItemisedUse } from '../bill.ts'
import { decimalsOf, requireSums, sum } from '../exact.ts'
import { type Format, formatOf } from '../format.ts'
import { type Language, languageOf } from '../language.ts'
import { usageChart } from '../usage-chart.ts'
import { feet } from './foot.ts'
import { head } from './head.ts'
import { bytesOf, faint, heading, ink, openPdf, PAGE, type Pdf, reserve, TEXT_WIDTH } from './page.ts'
import { table } from './table.ts'

const kinds = ['recurring', 'usage', 'one-off', 'discount', 'adjustment'] as const

/**
 * A bill as PDF, A4, fonts embedded: summary, tax, what to pay and how, a chart of usage, each line, each use. Rendering the same
 * bill again gives the same bytes.
 *
 * @throws InputError where totals are not the sums of their parts, ConfigurationError for a language that is not written.
 */
export function billPdf(bill: Bill): Promise<Uint8Array> {
  requireSums(bill)
  const language = languageOf(bill.language)
  const format = formatOf(language, bill.currency, bill.minorUnits)
  const title = `${language.titles[bill.kind]} ${bill.number}`
  const pdf = openPdf({
    title,
    author: bill.seller.name,
    subject: format.period(bill.from, bill.to),
    language: language.locale,
    at: new Date(`${bill.issued}T00:00:00Z`),
  })
  head(pdf, bill, language, format)
  summary(pdf, bill, language, format)
  payment(pdf, bill, language, format)
  statement(pdf, bill, language, format)
  chart(pdf, bill, language, format)
  details(pdf, bill, language, format)
  items(pdf, bill, language, format)
  feet(pdf, bill.seller, language, bill.number)
  return bytesOf(pdf)
}

function summary(pdf: Pdf, bill: Bill, language: Language, format: Format): void {
  const groups = kinds.flatMap((kind) => {
    const own = bill.lines.filter((line) => line.kind === kind)
    return own.length > 0 ? [[language.kinds[kind]!, sum(own.map(({ net }) => net))] as const] : []
  })
  const taxes = bill.taxes.map(
    (group) =>
      [
        `${group.name ?? language.tax} ${format.percent(group.percent)} · ${language.net} ${format.money(group.net)}`,
        group.tax,
      ] as const,
  )
  const rows = [...groups, [language.net, bill.net] as const, ...taxes, [language.total, bill.gross] as const]
  table(
    pdf,
    [
      { head: language.description, share: 3, text: ([name]) => name },
      { head: language.amount, share: 1, align: 'right', text: ([, amount]) => format.money(amount) },
    ],
    rows,
    { title: language.summary, size: 9.5, strong: (index) => index === groups.length || index === rows.length - 1 },
  )
  const reasons = [
    ...new Set(bill.taxes.map((group) => (group.category === 'AE' ? language.reverseCharge : group.reason))),
  ]
  for (const reason of reasons) {
    if (reason) pdf.moveDown(0.3).fontSize(8).fillColor(faint).text(reason, PAGE.left, pdf.y).fillColor(ink).fontSize(9)
  }
}

function payment(pdf: Pdf, bill: Bill, language: Language, format: Format): void {
  reserve(pdf, 70)
  pdf.moveDown(1)
  const owed = bill.kind !== 'credit note' && !bill.gross.startsWith('-')
  const amount = format.money(bill.gross.replace(/^-/, ''))
  pdf
    .font('bold')
    .fontSize(12)
    .text(`${owed ? language.toPay : language.credited}: ${amount}`, PAGE.left, pdf.y, { width: TEXT_WIDTH })
  pdf.font('regular').fontSize(9)
  if (!owed) return
  const { payment: by } = bill
  const lines =
    by.by === 'direct debit'
      ? [
          `${language.directDebit} ${language.due}: ${format.day(bill.due)}.`,
          ...(by.mandate === undefined
            ? []
            : [
                `${language.mandate} ${by.mandate.id} · ${accountName(by.mandate.iban, language)} ${masked(by.mandate.iban)} · ${by.mandate.creditor}`,
              ]),
        ]
      : [
          `${language.creditTransfer} ${bill.seller.name}, ${accountName(by.iban, language)} ${grouped(by.iban)}${by.bic ? `, BIC ${by.bic}` : ''}.`,
          `${language.due}: ${format.day(bill.due)} · ${language.reference}: ${by.reference}`,
        ]
  pdf.fillColor(ink).text(lines.join('\n'), PAGE.left, pdf.y + 2, { width: TEXT_WIDTH, lineGap: 1.5 })
}

function statement(pdf: Pdf, bill: Bill, language: Language, format: Format): void {
  if (!bill.statement) return
  const { opening, payments, closing } = bill.statement
  table(
    pdf,
    [
      { head: language.description, share: 3, text: ([name]: readonly [string, string]) => name },
      { head: language.amount, share: 1, align: 'right', text: ([, amount]) => amount },
    ],
    [
      [language.opening, format.money(opening)],
      [language.thisBill, format.money(bill.gross)],
      [language.payments, format.money(payments)],
      [language.closing, format.money(closing)],
    ],
    { title: language.statement, strong: (index) => index === 3 },
  )
}

function chart(pdf: Pdf, bill: Bill, language: Language, format: Format): void {
  const picture = usageChart(bill, language, format)
  if (!picture) return
  reserve(pdf, picture.height + 60)
  heading(pdf, language.usageChart)
  const top = pdf.y
  pdf.image(Buffer.from(picture.png), PAGE.left, top, { width: picture.width })
  pdf.x = PAGE.left
  pdf.y = top + picture.height + 6
}

function details(pdf: Pdf, bill: Bill, language: Language, format: Format): void {
  const mixed = bill.lines.some(({ account }) => account !== undefined)
  table<BillLine>(
    pdf,
    [
      { head: language.description, share: 3.2, text: (each) => each.description },
      {
        head: language.subscription,
        share: 2.2,
        text: (each) =>
          [...(mixed ? [each.account ?? bill.account] : []), each.subscription ?? ''].filter(Boolean).join('\n'),
      },
      { head: language.period, share: 3.1, text: (each) => format.span(each.from, each.to) },
      {
        head: language.quantity,
        share: 1.9,
        align: 'right',
        text: (each) => (each.quantity ? format.quantity(each.quantity) : ''),
      },
      ...(bill.lines.some(({ price }) => price !== undefined)
        ? [
            {
              head: language.unitPrice,
              share: 2.6,
              align: 'right' as const,
              text: (each: BillLine) => (each.price ? format.price(each.price, each.quantity?.unit) : ''),
            },
          ]
        : []),
      { head: language.taxRate, share: 1.2, align: 'right', text: (each) => format.percent(each.taxPercent) },
      { head: language.net, share: 1.7, align: 'right', text: (each) => format.plain(each.net) },
    ],
    bill.lines,
    { title: language.details, size: 8 },
  )
}

/** Lines whose uses are a table each; those of more are one, in which each use names its line. */
const TABLES = 10

function items(pdf: Pdf, bill: Bill, language: Language, format: Format): void {
  if (!bill.items || bill.items.length === 0) return
  const lines = Map.groupBy(bill.items, (use) => use.subscription)
  if (lines.size > TABLES) uses(bill.items, language.itemised, true)
  else for (const [line, own] of lines) uses(own, `${language.itemised} · ${line}`, false)
  if (bill.itemsLeft !== undefined) heading(pdf, language.moreUses(String(bill.itemsLeft)))

  function uses(all: readonly ItemisedUse[], title: string, named: boolean): void {
    // One number of decimals in a table, so that its amounts stand under each other.
    const decimals = all.reduce((most, { amount }) => Math.max(most, decimalsOf(amount)), bill.minorUnits)
    const shown = Math.min(6, decimals)
    const numbers = all.some(({ otherParty }) => otherParty !== undefined)
    table<ItemisedUse>(
      pdf,
      [
        ...(named ? [{ head: language.subscription, share: 2.4, text: (use: ItemisedUse) => use.subscription }] : []),
        { head: language.time, share: 2.4, text: (use) => format.time(use.at) },
        { head: language.description, share: 3.4, text: (use) => use.description },
        ...(numbers
          ? [{ head: language.otherParty, share: 2.2, text: (use: ItemisedUse) => use.otherParty ?? '' }]
          : []),
        { head: language.quantity, share: 1.6, align: 'right', text: (use) => format.quantity(use.quantity) },
        { head: language.amount, share: 1.6, align: 'right', text: (use) => format.plain(use.amount, shown, 'fixed') },
      ],
      all,
      { title, size: 7.5 },
    )
  }
}

/** Not every country's accounts are IBANs. */
function accountName(iban: string, language: Language): string {
  return /^[A-Z]{2}\d\d[A-Z0-9]+$/.test(iban) ? 'IBAN' : language.bankAccount
}

function grouped(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}

/** Enough to know one's own account by; a letter may be read by others. */
function masked(iban: string): string {
  return `${iban.slice(0, 4)} … ${iban.slice(-4)}`
}
