import { inspect } from 'node:util'
import { nearest } from '../../warehouse/nearest.ts'
import type { Contract } from './contract.ts'
import { type FieldValue, fieldValue } from './value.ts'

/** Why an event is refused, in words for the person who sends it. */
export interface Problem {
  readonly reason: 'unreadable' | 'missing field' | 'bad value'
  readonly field: string | null
  readonly expected: string
  readonly got: string
}

/** A contract compiled to a check of its events. */
export interface Validator {
  readonly contract: Contract
  /** Number of fields. */
  readonly width: number
  /**
   * Fills `row` with the fields' wire values (see warehouse/native.ts), in order; answers the first problem instead when
   * there is one. Absent is `undefined`, `null` or an empty text: such a field takes its default, else null, else it is
   * missing. Values are never rounded, cut or guessed.
   */
  validate(event: Readonly<Record<string, unknown>>, row: unknown[]): Problem | undefined
}

const compiled = new WeakMap<Contract, Validator>()

/** The validator of a contract, compiled once. */
export function validator(contract: Contract): Validator {
  const known = compiled.get(contract)
  if (known) return known
  const made = compile(contract)
  compiled.set(contract, made)
  return made
}

function compile(contract: Contract): Validator {
  const names = Object.keys(contract.fields)
  const fields = Object.entries(contract.fields).map(([name, field]) => {
    const value = fieldValue(field)
    const absent =
      field.otherwise === undefined ? (field.column.nullable ? null : undefined) : value.read(field.otherwise)
    // An empty text is a default like any other, but would read as absent when given.
    return { name, ...value, absent: field.otherwise === '' ? '' : absent }
  })
  const known: Record<string, true> = Object.assign(Object.create(null), { contract: true })
  for (const name of names) known[name] = true
  const { rules } = contract
  const read = fieldsReader(fields)
  /** Names of the event before: events of one mapping have the same, in the same order. */
  let before: string[] = []
  const unknown = (event: Readonly<Record<string, unknown>>): Problem | undefined => {
    const seen: string[] = []
    for (const name in event) {
      if (known[name] !== true) return unknownField(name, names, event[name])
      seen.push(name)
    }
    before = seen
    return undefined
  }
  return {
    contract,
    width: names.length,
    validate(event, row) {
      const problem = read(event, row)
      if (problem) return problem
      let at = 0
      for (const name in event) if (before[at++] !== name) return unknown(event) ?? broken(rules, event)
      return broken(rules, event)
    },
  }
}

function broken(rules: Contract['rules'], event: Readonly<Record<string, unknown>>): Problem | undefined {
  for (const rule of rules) {
    const found = rule(event)
    if (found) return badValue(found.field, found.expected, 'got' in found ? found.got : event[found.field])
  }
  return undefined
}

interface CompiledField extends FieldValue {
  readonly name: string
  /** Stored when it is not given; undefined when it must be. */
  readonly absent: unknown
}

/**
 * Reads all fields of an event. The function is generated, one statement a field: a loop over fields asks every event for
 * twenty names that the engine cannot foresee, which took longer than the checks themselves.
 */
function fieldsReader(fields: readonly CompiledField[]): Validator['validate'] {
  const body = fields.map(
    ({ name, absent }, i) => `
  g = event[${JSON.stringify(name)}]
  if (g === undefined || g === null || g === '') ${absent === undefined ? `return missing(${i})` : `row[${i}] = f${i}.absent`}
  else { v = f${i}.read(g); if (v === undefined) return bad(${i}, g); row[${i}] = v }`,
  )
  const make = new Function(
    'fields',
    'missing',
    'bad',
    `const [${fields.map((_, i) => `f${i}`).join(', ')}] = fields
return (event, row) => { let g, v${body.join('')} }`,
  )
  return make(
    fields,
    (i: number) => missing(fields[i]!.name, fields[i]!.expected),
    (i: number, given: unknown) => badValue(fields[i]!.name, isHalved(given) ? WHOLE_TEXT : fields[i]!.expected, given),
  ) as Validator['validate']
}

const WHOLE_TEXT = 'text of whole characters: an escape such as \\ud83d comes with its second half'

function isHalved(given: unknown): given is string {
  return typeof given === 'string' && !given.isWellFormed()
}

/** A problem with one field (null: with the event as a whole); `got` is shortened. */
export function badValue(field: string | null, expected: string, got: unknown): Problem {
  return { reason: 'bad value', field, expected, got: shown(got) }
}

function missing(field: string, expected: string): Problem {
  return { reason: 'missing field', field, expected, got: 'nothing' }
}

function unknownField(name: string, names: readonly string[], got: unknown): Problem {
  const near = nearest(name, names)
  const expected =
    near.length > 0 ? `a field of the contract, such as ${near.join(' or ')}` : `one of ${names.join(', ')}`
  return badValue(name, expected, got)
}

/** A value as a person reads it, short. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
  const text = isHalved(value) ? JSON.stringify(value) : typeof value === 'object' ? objectText(value) : String(value)
  const kind = typeof value === 'number' || typeof value === 'boolean' ? `${typeof value} ` : ''
  return kind + (text.length > 120 ? `${text.slice(0, 117)}...` : text)
}

/** JSON, or for an object that holds itself, and so has none, how Node prints it. */
function objectText(value: object): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY })
  }
}
