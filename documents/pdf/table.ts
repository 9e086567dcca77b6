import { faint, heading, ink, line, PAGE, type Pdf, reserve, TEXT_WIDTH } from './page.ts'

export interface Column<Row> {
  readonly head: string
  /** Share of the text's width. */
  readonly share: number
  readonly align?: 'left' | 'right'
  readonly text: (row: Row) => string
}

export interface TableStyle {
  /** A heading above it, never on another page than its first row. */
  readonly title?: string
  readonly size?: number
  /** Rows that stand out, such as totals. */
  readonly strong?: (index: number) => boolean
}

const PADDING = 3
const GAP = 8

/** A table with a rule under its head and under each row; the head stands again on every page it runs onto. */
export function table<Row>(
  pdf: Pdf,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { title, size = 8.5, strong = () => false }: TableStyle = {},
): void {
  const shares = columns.reduce((total, { share }) => total + share, 0)
  const widths = columns.map(({ share }) => (TEXT_WIDTH * share) / shares)
  const heightOf = (texts: readonly string[]) =>
    Math.max(...texts.map((text, index) => pdf.heightOfString(text || ' ', { width: widths[index]! - GAP }))) +
    2 * PADDING
  const put = (texts: readonly string[], height: number, color: string, font: 'regular' | 'bold') => {
    const top = pdf.y
    pdf.font(font).fontSize(size).fillColor(color)
    let x: number = PAGE.left
    for (const [index, text] of texts.entries()) {
      const { align = 'left' } = columns[index]!
      const width = widths[index]! - (index === texts.length - 1 ? 0 : GAP)
      // Digits of one width, so that they stand under each other.
      const features: PDFKit.Mixins.OpenTypeFeatures[] = align === 'right' ? ['tnum'] : []
      pdf.text(text, x, top + PADDING, { width, align, features })
      x += widths[index]!
    }
    const bottom = top + height
    pdf
      .moveTo(PAGE.left, bottom)
      .lineTo(PAGE.left + TEXT_WIDTH, bottom)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke()
    pdf.x = PAGE.left
    pdf.y = bottom
  }
  const heads = columns.map(({ head }) => head)
  const head = () => {
    pdf.font('bold').fontSize(size)
    put(heads, heightOf(heads), faint, 'bold')
  }
  pdf.font('regular').fontSize(size)
  const first = rows[0] === undefined ? 0 : heightOf(columns.map(({ text }) => text(rows[0]!)))
  const beginning = heightOf(heads) + first
  if (title === undefined) reserve(pdf, beginning)
  else heading(pdf, title, beginning)
  head()
  for (const [index, row] of rows.entries()) {
    const texts = columns.map(({ text }) => text(row))
    const font = strong(index) ? 'bold' : 'regular'
    pdf.font(font).fontSize(size)
    const height = heightOf(texts)
    if (pdf.y + height > PAGE.height - PAGE.bottom) {
      pdf.addPage()
      head()
    }
    put(texts, height, ink, font)
  }
  pdf.font('regular').fontSize(9).fillColor(ink)
}
