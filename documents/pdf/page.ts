import PDFDocument from 'pdfkit'
import { bold, regular } from '../fonts.ts'

export type Pdf = PDFKit.PDFDocument

/** A4 in points, and its margins. */
export const PAGE = { width: 595.28, height: 841.89, left: 56, right: 56, top: 56, bottom: 72 } as const
/** Width between the margins. */
export const TEXT_WIDTH: number = PAGE.width - PAGE.left - PAGE.right

export const ink = '#1d2430'
export const faint = '#667085'
export const line = '#d5dae1'
export const accent = '#1f5fa8'

export interface Info {
  readonly title: string
  readonly author: string
  readonly subject: string
  readonly language: string
  /** The document's own date: bytes must be the same whenever it is rendered. */
  readonly at: Date
}

/** An empty document with its fonts embedded. Equal calls give equal bytes. */
export function openPdf({ title, author, subject, language, at }: Info): Pdf {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { left: PAGE.left, right: PAGE.right, top: PAGE.top, bottom: PAGE.bottom },
    bufferPages: true,
    lang: language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Author: author,
      Subject: subject,
      Creator: 'Trunkline',
      Producer: 'pdfkit',
      CreationDate: at,
      ModDate: at,
    },
  })
  pdf.registerFont('regular', regular)
  pdf.registerFont('bold', bold)
  return pdf.font('regular').fontSize(9).fillColor(ink)
}

/** Ends a document and gives its bytes. */
export function bytesOf(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('error', reject)
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.end()
  })
}

/** Starts a new page where less than `height` is left. */
export function reserve(pdf: Pdf, height: number): void {
  if (pdf.y + height > PAGE.height - PAGE.bottom) pdf.addPage()
}

/** Height of a heading with the space around it. */
const HEADING = 40

/** A heading, on one page with so much of what stands `below` it. */
export function heading(pdf: Pdf, text: string, below = 60): void {
  reserve(pdf, HEADING + below)
  pdf.moveDown(1.2)
  pdf.font('bold').fontSize(11).fillColor(accent).text(text, PAGE.left, pdf.y, { width: TEXT_WIDTH })
  pdf.moveDown(0.35)
  pdf.font('regular').fontSize(9).fillColor(ink)
}
