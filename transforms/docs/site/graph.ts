import { attribute, text } from './html.ts'
import type { Layout } from './layout.ts'

const WIDTH = 196
const HEIGHT = 26
const GAP_X = 44
const GAP_Y = 10
const LETTERS = 28

/** A layout as SVG, each node a link; lines carry no meaning but who reads whom, from left to right. */
export function graphSvg(layout: Layout, center: string, hrefOf: (name: string) => string): string {
  const tallest = layout.rows * (HEIGHT + GAP_Y)
  const counts = Array.from(
    { length: layout.levels },
    (_, level) => layout.nodes.filter((node) => node.level === level).length,
  )
  const places = new Map(
    layout.nodes.map(({ name, level, row }) => {
      const top = (tallest - counts[level]! * (HEIGHT + GAP_Y)) / 2
      return [name, { x: level * (WIDTH + GAP_X) + 4, y: top + row * (HEIGHT + GAP_Y) + 4 }]
    }),
  )
  const lines = layout.edges.map(([from, to]) => {
    const [a, b] = [places.get(from)!, places.get(to)!]
    const [x1, y1, x2, y2] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2]
    const middle = (x1 + x2) / 2
    return `<path d="M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}"/>`
  })
  const nodes = [...places].map(([name, { x, y }]) => {
    const short = name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name
    const kind = name === center ? ' class="center"' : ''
    return (
      `<a href="${attribute(hrefOf(name))}"${kind}><title>${text(name)}</title>` +
      `<rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="5"/>` +
      `<text x="${x + 8}" y="${y + 17}">${text(short)}</text></a>`
    )
  })
  const width = layout.levels * (WIDTH + GAP_X) - GAP_X + 8
  const height = tallest + 8
  return (
    `<div class="graph"><svg role="img" aria-label="${attribute(`What ${center} reads and who reads it`)}" ` +
    `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${lines.join('')}${nodes.join('')}</svg></div>`
  )
}
