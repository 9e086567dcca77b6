import * as Plot from '@observablehq/plot'
import { Resvg } from '@resvg/resvg-js'
import type { Bill } from './bill.ts'
import { bold, FONT, regular } from './fonts.ts'
import type { Format } from './format.ts'
import type { Language } from './language.ts'
import { drawingDocument, escapeXml, standaloneSvg } from './svg.ts'

/** A picture and its size on paper, in points. */
export interface Picture {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
}

const WIDTH = 483
const HEIGHT = 150
/** Pixels a point: sharp in print. */
const ZOOM = 4

const colors = ['#1f5fa8', '#e08a1e', '#4c9f70', '#a24c7f', '#8a8f98']

/** Usage by month and service as stacked bars. Floats are of no harm here: a bar's height is no amount. */
export function usageChart({ usage = [], currency }: Bill, language: Language, format: Format): Picture | undefined {
  if (usage.length === 0) return undefined
  const services = [...new Set(usage.map(({ service }) => service))]
  const named = (service: string) => language.services[service] ?? service
  const months = [...new Set(usage.map(({ month }) => month))].sort()
  const plot = Plot.plot({
    document: drawingDocument(),
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 52,
    marginRight: 96,
    marginTop: 14,
    marginBottom: 22,
    x: { label: null, domain: months, tickFormat: (month: string) => format.month(month), padding: 0.35, tickSize: 0 },
    y: {
      label: currency,
      labelArrow: 'none',
      grid: true,
      ticks: 4,
      tickSize: 0,
      tickFormat: (value: number) => format.plain(String(value)),
      nice: true,
    },
    color: { domain: services, range: colors.slice(0, services.length) },
    style: { fontFamily: FONT, background: 'white', color: '#444', fontSize: '8px' },
    marks: [
      Plot.barY(usage, {
        x: 'month',
        y: (bar: { net: string }) => Number(bar.net),
        fill: 'service',
        order: services as never,
      } as never),
      Plot.ruleY([0], { stroke: '#444' }),
    ],
  })
  const legend = services
    .map((service, index) => {
      const y = 18 + index * 13
      return (
        `<rect x="${WIDTH - 86}" y="${y}" width="8" height="8" fill="${colors[index % colors.length]}"/>` +
        `<text text-anchor="start" x="${WIDTH - 74}" y="${y + 7.5}" font-size="8" fill="#444" font-family="${FONT}">${escapeXml(named(service))}</text>`
      )
    })
    .join('')
  const whole = standaloneSvg(plot, { width: WIDTH, height: HEIGHT, ink: '#444', above: legend })
  const image = new Resvg(whole, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false, fontFiles: [regular, bold], defaultFontFamily: FONT },
  })
  return { png: image.render().asPng(), width: WIDTH, height: HEIGHT }
}
