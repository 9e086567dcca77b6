import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as Plot from '@observablehq/plot'
import { Resvg } from '@resvg/resvg-js'
import { drawingDocument, escapeXml, standaloneSvg } from '../../documents/svg.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'

/** What to draw: rows as ClickHouse answers them, and which column goes where. */
export interface Chart {
  readonly title: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly x: string
  readonly y: string
  readonly color?: string
}

const FONT = 'DejaVu Sans'
const WIDTH = 760
const HEIGHT = 380

/** A chart as PNG, drawn without a browser: lines over time, bars over anything else. */
export function plotPng(chart: Chart, zoom = 2): Uint8Array {
  const require = createRequire(import.meta.url)
  const fonts = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf')
  const image = new Resvg(plotSvg(chart), {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      loadSystemFonts: false,
      fontFiles: [join(fonts, 'DejaVuSans.ttf'), join(fonts, 'DejaVuSans-Bold.ttf')],
      defaultFontFamily: FONT,
    },
  })
  return image.render().asPng()
}

/** The columns a picture of these rows would show when nobody says: the first date or word across, the first measure up. */
export function guessAxes(
  rows: Chart['rows'],
  wanted: { x?: string; y?: string; color?: string },
): Pick<Chart, 'x' | 'y' | 'color'> {
  const columns = Object.keys(rows[0] ?? {})
  for (const name of Object.values(wanted)) {
    if (name !== undefined && !columns.includes(name)) {
      throw new ConfigurationError(`there is no column ${name}`, `columns: ${columns.join(', ')}`)
    }
  }
  const isNumber = (name: string) =>
    rows.every((row) => row[name] === null || (row[name] !== '' && Number.isFinite(Number(row[name]))))
  const x =
    wanted.x ??
    columns.find((name) => isDate(rows[0]?.[name])) ??
    columns.find((name) => !isNumber(name)) ??
    columns[0]!
  const measures = columns.filter((name) => name !== x && isNumber(name))
  const y = wanted.y ?? measures.find((name) => /rate|share|amount|net|revenue|arpu/.test(name)) ?? measures[0]
  if (y === undefined)
    throw new ConfigurationError('there is no column of numbers to draw', `columns: ${columns.join(', ')}`)
  return { x, y, ...(wanted.color ? { color: wanted.color } : {}) }
}

/** A chart as SVG. */
export function plotSvg({ title, rows, x, y, color }: Chart): string {
  const overTime = isDate(rows[0]?.[x])
  const data = rows.map((row) => ({
    x: overTime ? new Date(String(row[x])) : String(row[x]),
    y: row[y] === null ? Number.NaN : Number(row[y]),
    color: color ? String(row[color]) : undefined,
  }))
  const stroke = color ? 'color' : '#2a6fbb'
  const marks = overTime
    ? [
        Plot.ruleY([0]),
        Plot.lineY(data, { x: 'x', y: 'y', stroke, strokeWidth: 2 }),
        Plot.dot(data, { x: 'x', y: 'y', fill: stroke, r: 2.5 }),
      ]
    : [Plot.ruleY([0]), Plot.barY(data, { x: 'x', y: 'y', fill: color ? 'color' : '#2a6fbb', sort: { x: '-y' } })]
  const plot = Plot.plot({
    document: drawingDocument(),
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 70,
    marginTop: 50,
    marginRight: 28,
    marginBottom: overTime ? 40 : 70,
    x: { label: null, ...(overTime ? {} : { tickRotate: -25 }) },
    y: { label: null, grid: true, percent: isShare(y) },
    style: { fontFamily: FONT, background: 'white', color: '#222' },
    marks,
  })
  const heading = `<text x="16" y="26" text-anchor="start" font-size="15" font-weight="700" fill="#222" font-family="${FONT}">${escapeXml(isShare(y) ? `${title} (%)` : title)}</text>`
  return standaloneSvg(plot, { width: WIDTH, height: HEIGHT, ink: '#222', below: heading })
}

/** Rates and shares are fractions; people read them in per cent. */
function isShare(name: string): boolean {
  return /(^|_)(rate|share)(_|$)/.test(name)
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value)
}
