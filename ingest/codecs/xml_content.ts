import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** What an element holds, by the names of attributes and children without prefixes; text beside them is `#text`. */
export interface XmlContent {
  readonly [name: string]: XmlValue
}
export type XmlValue = string | XmlContent | readonly (string | XmlContent)[]

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // Declared entities are how a small document becomes a large one: only those that XML has itself are read, and here.
  processEntities: false,
  tagValueProcessor: (_, value) => withEntities(value),
  attributeValueProcessor: (_, value) => withEntities(value),
})

/** @throws Error with what is wrong with the element. */
export function elementContent(text: string): XmlContent {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error('a declaration within an element')
  const checked = XMLValidator.validate(text)
  if (checked !== true) throw new Error(checked.err.msg)
  const parsed = parser.parse(text) as Readonly<Record<string, XmlValue>>
  const [content] = Object.values(parsed)
  if (content === undefined || Object.keys(parsed).length !== 1) throw new Error('more than one element')
  return typeof content === 'string' ? { '#text': content } : (content as XmlContent)
}

/** Attributes of a start tag by name without prefix; none where the tag cannot be read. */
export function tagAttributes(tag: string): Readonly<Record<string, string>> {
  try {
    const content = elementContent(tag.replace(/\/?>$/, '/>'))
    return Object.fromEntries(Object.entries(content).filter(([name]) => name !== '#text')) as Record<string, string>
  } catch {
    return {}
  }
}

function withEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[\w.:-]+);|&/gi, (whole, name: string | undefined) => {
    if (name === undefined) throw new Error('an & that begins no entity')
    if (name.startsWith('#')) return character(name)
    const known = PREDEFINED[name]
    if (known === undefined) throw new Error(`the entity ${whole}, which XML does not define itself`)
    return known
  })
}

function character(name: string): string {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new Error(`the character &${name};`)
  return String.fromCodePoint(code)
}
