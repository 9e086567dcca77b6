import type { Address, Bill } from '../bill.ts'
import type { Format } from '../format.ts'
import type { Language } from '../language.ts'
import { accent, faint, ink, PAGE, type Pdf, TEXT_WIDTH } from './page.ts'

/** Where an address must stand to show in the window of a DIN long envelope. */
const WINDOW_TOP = 142
/** Facts stand right of the window, with room for a period of two whole dates. */
const FACTS_LEFT = 264
const NAME_WIDTH = 82
const VALUE_LEFT = FACTS_LEFT + NAME_WIDTH + 4

/** Who to whom, and what this document is. */
export function head(pdf: Pdf, bill: Bill, language: Language, format: Format): void {
  const { seller, buyer } = bill
  pdf.font('bold').fontSize(17).fillColor(accent).text(seller.name, PAGE.left, PAGE.top, { width: TEXT_WIDTH })
  pdf.font('regular').fontSize(7).fillColor(faint)
  const sender = [seller.name, ...addressLines(seller.address)].join(' · ')
  pdf.text(sender, PAGE.left, WINDOW_TOP - 14, { width: 260, height: 9, ellipsis: true })
  pdf.fontSize(10).fillColor(ink)
  const abroad = buyer.address.country === seller.address.country ? [] : [format.country(buyer.address.country)]
  pdf.text([buyer.name, ...addressLines(buyer.address), ...abroad].join('\n'), PAGE.left, WINDOW_TOP + 4, {
    width: 250,
    lineGap: 2,
  })

  const facts: (readonly [string, string])[] = [
    [language.number, bill.number],
    [language.issued, format.day(bill.issued)],
    [language.period, format.period(bill.from, bill.to)],
    [language.due, format.day(bill.due)],
    [language.customer, buyer.customerId],
    [language.account, bill.account],
    ...(buyer.reference ? [[language.reference, buyer.reference] as const] : []),
    ...(buyer.vatId ? [[language.vatId, buyer.vatId] as const] : []),
    ...(bill.corrects
      ? [[language.corrects, `${bill.corrects.number} (${format.day(bill.corrects.issued)})`] as const]
      : []),
  ]
  const x = PAGE.left + FACTS_LEFT
  let y = WINDOW_TOP - 14
  for (const [name, value] of facts) {
    pdf.fontSize(8.5).fillColor(faint).text(name, x, y, { width: NAME_WIDTH })
    const after = pdf.y
    pdf.fillColor(ink).text(value, PAGE.left + VALUE_LEFT, y, { width: TEXT_WIDTH - VALUE_LEFT, align: 'right' })
    y = Math.max(pdf.y, after) + 2
  }
  pdf.font('bold').fontSize(16).fillColor(ink)
  pdf.text(language.titles[bill.kind], PAGE.left, Math.max(262, y + 24), { width: TEXT_WIDTH })
  pdf.font('regular').fontSize(9)
}

/** Postal address without the country: the post code stands behind the place where its country has it so. */
export function addressLines({ lines, postCode, city, country }: Address): readonly string[] {
  const place = country === 'VN' || country === 'GB' ? `${city} ${postCode}` : `${postCode} ${city}`
  return [...lines, place.trim()].filter((each) => each !== '')
}
