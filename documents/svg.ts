import { parseHTML } from 'linkedom'

/** What is used of linkedom's elements; the project is checked without the browser's types. */
interface SvgElement {
  readonly outerHTML: string
  setAttribute(name: string, value: string): void
  querySelectorAll(selector: string): Iterable<{ remove(): void }>
}

/** A document for Plot to draw in, without a browser. */
export function drawingDocument(): never {
  return parseHTML('<!doctype html><html><body></body></html>').document as never
}

export interface Drawing {
  /** In pixels, as Plot was told. */
  readonly width: number
  readonly height: number
  /** Colour of what has none of its own. */
  readonly ink: string
  /** SVG elements that are drawn below it, and above. */
  readonly below?: string
  readonly above?: string
}

/** What Plot has drawn as SVG that stands for itself: on white, without styles that only a browser knows. */
export function standaloneSvg(plot: unknown, { width, height, ink, below = '', above = '' }: Drawing): string {
  const svg = plot as SvgElement
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  for (const style of [...svg.querySelectorAll('style')]) style.remove()
  return svg.outerHTML
    .replace(/^(<svg[^>]*>)/, `$1<rect width="${width}" height="${height}" fill="white"/>${below}`)
    .replace(/<\/svg>\s*$/, `${above}</svg>`)
    .replaceAll('currentColor', ink)
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
}
