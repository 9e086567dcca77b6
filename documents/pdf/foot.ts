import type { Seller } from '../bill.ts'
import type { Language } from '../language.ts'
import { addressLines } from './head.ts'
import { faint, line, PAGE, type Pdf, TEXT_WIDTH } from './page.ts'

/** The seller's particulars and the number of the page, on every page. */
export function feet(pdf: Pdf, seller: Seller, language: Language, number: string): void {
  const particulars = [
    [seller.name, ...addressLines(seller.address)].join(', '),
    [
      ...(seller.vatId ? [`${language.vatId} ${seller.vatId}`] : []),
      ...(seller.registration ? [seller.registration] : []),
      ...[seller.email, seller.phone, seller.website].filter((each) => each !== undefined),
    ].join(' · '),
  ].join('\n')
  const { count } = pdf.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    pdf.switchToPage(index)
    // The foot lies in the margin, where pdfkit would begin another page.
    pdf.page.margins.bottom = 0
    const top = PAGE.height - PAGE.bottom + 16
    pdf
      .moveTo(PAGE.left, top - 6)
      .lineTo(PAGE.left + TEXT_WIDTH, top - 6)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke()
    pdf.font('regular').fontSize(7).fillColor(faint)
    pdf.text(particulars, PAGE.left, top, { width: TEXT_WIDTH - 110, lineGap: 1 })
    pdf.text(`${number}\n${language.page(index + 1, count)}`, PAGE.left + TEXT_WIDTH - 110, top, {
      width: 110,
      align: 'right',
      lineGap: 1,
    })
    pdf.page.margins.bottom = PAGE.bottom
  }
}
