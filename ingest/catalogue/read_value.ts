import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml'
import { nearest } from '../../warehouse/nearest.ts'
import { FIRST_INSTANT, INSTANT_RANGE, LAST_INSTANT, parseInstant } from '../contracts/instant_text.ts'
import { compareDecimals, decimalsOf, plainDecimal } from './decimal.ts'
import type { Problem } from './problem.ts'
import type { RecordShape, ReferenceTo, Shape } from './schema/shape.ts'

/** Where values of one file are read from, and where faults go. */
export interface Reading {
  readonly file: string
  readonly lines: LineCounter
  readonly problems: Problem[]
  /** Names that must exist once all files are read. */
  readonly references: {
    readonly to: ReferenceTo
    readonly name: string
    readonly at: Omit<Problem, 'expected' | 'got'>
  }[]
  /** Where each record that was read stands. */
  readonly places: Map<object, Omit<Problem, 'expected' | 'got'>>
  /** Records that could not be read, by kind (`zone`) and id where they say one: what refers to them is no fault as well. */
  readonly unread: { readonly kind: string; readonly id: string | undefined }[]
  /** Told now and then how many rows of a list file were read, of how many. */
  readonly onRows?: RowsRead
}

export type RowsRead = (file: string, rows: number, total: number) => void

/** Nothing read yet of a file. */
export const startReading = (file: string, onRows?: RowsRead): Reading => ({
  file,
  lines: new LineCounter(),
  problems: [],
  references: [],
  places: new Map(),
  unread: [],
  ...(onRows === undefined ? {} : { onRows }),
})

/**
 * Reads a YAML node as `shape`: the value with its defaults, or undefined after a problem was noted. Lists leave items out
 * that cannot be read, so that the rest can be looked at all the same.
 */
export function readValue(node: Node | null | undefined, shape: Shape, path: string, reading: Reading): unknown {
  if (isAlias(node)) return fault(node, path, 'a value written out (aliases are not read)', 'an alias', reading)
  if (shape.is === 'record') return readRecord(node, shape.record, path, reading)
  if (shape.is === 'list') {
    if (isBlank(node)) return []
    if (!isSeq(node)) return fault(node, path, 'a list', said(node), reading)
    return node.items
      .map((item, index) => readValue(item as Node, shape.of, `${path}[${index}]`, reading))
      .filter((value) => value !== undefined)
  }
  if (shape.is === 'map') {
    if (isBlank(node)) return {}
    if (!isMap(node)) return fault(node, path, 'names with values', said(node), reading)
    return Object.fromEntries(
      node.items
        .map(({ key, value }) => [String(key), readValue(value as Node, shape.of, `${path}.${String(key)}`, reading)])
        .filter(([, value]) => value !== undefined),
    )
  }
  if (!isScalar(node)) return fault(node, path, expectation(shape), said(node), reading)
  const text = String(node.value ?? '').trim()
  const value = valueOfText(text, shape)
  if (value === undefined) {
    const meant = shape.is === 'oneOf' ? nearest(text, shape.values)[0] : undefined
    return fault(node, path, expectation(shape), said(node), reading, meant)
  }
  if (shape.is === 'reference') reading.references.push({ to: shape.to, name: text, at: place(node, path, reading) })
  return value
}

function readRecord(
  node: Node | null | undefined,
  record: RecordShape,
  path: string,
  reading: Reading,
): object | undefined {
  if (!isMap(node)) {
    reading.unread.push({ kind: record.name, id: undefined })
    return fault(node, path, expectation({ is: 'record', record }), said(node), reading)
  }
  const value: Record<string, unknown> = {}
  const before = reading.problems.length
  const given = new Map(node.items.map((pair) => [String(pair.key), pair]))
  for (const [name, { key }] of given) {
    if (Object.hasOwn(record.members, name) || name.startsWith('x-')) continue
    const names = Object.keys(record.members)
    fault(key as Node, join(path, name), `one of ${names.join(', ')}`, `"${name}"`, reading, nearest(name, names)[0])
  }
  let whole = true
  for (const [name, member] of Object.entries(record.members)) {
    const pair = given.get(name)
    if (pair === undefined && member.needed)
      fault(node, join(path, name), `${expectation(member.shape)} (${member.means})`, 'nothing', reading)
    if (pair !== undefined) value[name] = readValue(pair.value as Node, member.shape, join(path, name), reading)
    else value[name] = member.otherwise === undefined ? undefined : defaultOf(member.shape, member.otherwise)
    if (value[name] !== undefined || (pair === undefined && !member.needed)) continue
    if (member.shape.is === 'list' || member.shape.is === 'map') value[name] = defaultOf(member.shape, '')
    else whole = false
  }
  // Rules between members presume that each by itself is right.
  if (reading.problems.length === before) {
    for (const rule of record.rules) {
      const broken = rule(value)
      if (broken === undefined) continue
      const at = nodeAt(node, broken.member)
      fault(at ?? node, join(path, broken.member), broken.expected, said(at), reading)
    }
  }
  if (!whole) {
    reading.unread.push({ kind: record.name, id: typeof value.id === 'string' ? value.id : undefined })
    return undefined
  }
  reading.places.set(value, place(node, path, reading))
  return value
}

/** The node of a member such as `tiers[1].up_to`; undefined where the file does not say it. */
function nodeAt(node: Node, member: string): Node | undefined {
  let at: unknown = node
  for (const step of member.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (isMap(at)) at = at.get(step, true)
    else if (isSeq(at)) at = at.items[Number(step)]
    else return undefined
  }
  return at as Node | undefined
}

function defaultOf(shape: Shape, text: string): unknown {
  if (shape.is === 'list') return []
  if (shape.is === 'map') return {}
  return valueOfText(text, shape)
}

/** A scalar's value from its text, or undefined when it does not fit. Used for YAML and CSV alike. */
export function valueOfText(text: string, shape: Shape): unknown {
  switch (shape.is) {
    case 'text':
      return shape.pattern === undefined || shape.pattern.test(text) ? text : undefined
    case 'reference':
      return text === '' ? undefined : text
    case 'decimal': {
      const plain = plainDecimal(text)
      if (plain === undefined || decimalsOf(plain) > shape.decimals) return undefined
      if (compareDecimals(plain, shape.min ?? `-${shape.max ?? MOST}`) < 0) return undefined
      return compareDecimals(plain, shape.max ?? MOST) > 0 ? undefined : plain
    }
    case 'whole': {
      const plain = /^-?[\d_]+$/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN
      return Number.isSafeInteger(plain) && plain >= shape.min && plain <= shape.max ? plain : undefined
    }
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'oneOf':
      return shape.values.includes(text) ? text : undefined
    case 'day':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && isDate(`${text}T00:00:00Z`) ? text : undefined
    case 'instant': {
      const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
      if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(full)) return undefined
      const at = parseInstant(full)
      if (at === undefined || at < FIRST_INSTANT || at > LAST_INSTANT) return undefined
      return new Date(at).toISOString().replace('.000Z', 'Z')
    }
    case 'localTime':
      return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text) &&
        isHeldDate(text.length === 10 ? `${text}T00:00:00Z` : /(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`)
        ? text
        : undefined
    default:
      return undefined
  }
}

/** 2026-02-30 is no date, though JavaScript rolls it over. */
function isDate(text: string): boolean {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) return false
  const wholeDay = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(wholeDay.getTime()) && wholeDay.toISOString().slice(0, 10) === text.slice(0, 10)
}

/** A date of the years that the warehouse holds. */
function isHeldDate(text: string): boolean {
  return isDate(text) && Date.parse(text) >= FIRST_INSTANT && Date.parse(text) <= LAST_INSTANT
}

export function expectation(shape: Shape): string {
  switch (shape.is) {
    case 'text':
      return shape.shape ?? 'a text'
    case 'decimal':
      return `a decimal such as 0.05, with at most ${shape.decimals} decimals${shape.min === undefined ? '' : `, ${shape.min} or more`}, ${shape.max ?? MOST} or less`
    case 'whole':
      return `a whole number from ${shape.min}${shape.max === Number.MAX_SAFE_INTEGER ? '' : ` to ${shape.max}`}`
    case 'flag':
      return 'true or false'
    case 'oneOf':
      return `one of ${shape.values.join(', ')}`
    case 'day':
      return 'a date such as 2026-12-25'
    case 'instant':
      return `a date (midnight UTC) or an instant such as 2026-01-01T00:00:00+01:00, ${INSTANT_RANGE} (without an end: leave it out)`
    case 'localTime':
      return `a date, a local time such as 2026-01-01T09:00, or an instant such as 2026-01-01T00:00:00+01:00, ${INSTANT_RANGE}`
    case 'reference':
      return `the id of a ${shape.to.replace('_', ' ')}`
    case 'list':
      return 'a list'
    case 'map':
      return 'names with values'
    case 'record':
      return withArticle(shape.record.name.replaceAll('_', ' '))
  }
}

/** Plurals, `accounts` and `instalments`, have none. */
function withArticle(name: string): string {
  return /[^s]s$/.test(name) ? name : /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`
}

function fault(
  node: Node | null | undefined,
  path: string,
  expected: string,
  got: string,
  reading: Reading,
  meant?: string,
): undefined {
  reading.problems.push({
    ...place(node, path, reading),
    expected,
    got: got.length > SHOWN ? `${got.slice(0, SHOWN)}… (${got.length} characters)` : got,
    ...(meant === undefined ? {} : { meant }),
  })
  return undefined
}

function place(node: Node | null | undefined, path: string, { file, lines }: Reading) {
  const { line, col } = node?.range ? lines.linePos(node.range[0]) : { line: 1, col: 1 }
  return { file, line: Math.max(line, 1), column: Math.max(col, 1), path }
}

/** Largest quantity: what two of are multiplied still fits. */
const MOST = '999999999999999999'

/** Characters of a wrong value that a fault shows. */
const SHOWN = 120

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)
const isBlank = (node: Node | null | undefined): boolean =>
  node === null || node === undefined || (isScalar(node) && (node.value === null || node.value === ''))

function said(node: Node | null | undefined): string {
  if (isBlank(node)) return 'nothing'
  if (isMap(node)) return 'names with values'
  if (isSeq(node)) return `a list of ${node.items.length}`
  return isScalar(node) ? JSON.stringify(String(node.value)) : 'something else'
}
