import { Buffer } from 'node:buffer'
import { jsonTemplate } from './json_template.ts'

/** What follows a value in the texts seen so far: the next piece, then a value or the end. */
interface Step {
  readonly bytes: Uint8Array
  /** Longest first, so that none is taken for the beginning of another. */
  readonly next: Step[]
  make: ((values: readonly unknown[]) => object) | undefined
}

/** An object read, and the text it was read from. */
export interface JsonRow {
  readonly raw: string
  readonly value: object
}

export interface JsonRows {
  /** Reads a payload like those learnt; undefined when it is unlike them and must be parsed. */
  read(payload: Uint8Array): JsonRow | undefined
  /** As `read`, of a text. */
  readText(text: string): object | undefined
  /** Learns from a text that `parseExact` has read to an object. */
  learn(text: string): void
}

/** Steps and texts learnt at most: a feed whose rows are all unlike gains nothing, and must cost little. */
const MAX_STEPS = 5_000
const MAX_TEMPLATES = 200
const MAX_TEXT = 20_000

/**
 * Reads JSON objects that are written like ones before them, as the messages of a feed are: what lies between their
 * values is compared, not parsed, which takes a third of the time of JSON.parse. Answers what `parseExact` does, or
 * undefined where in doubt: escapes, other than ASCII, numbers of more than 15 digits or with an exponent.
 */
export function jsonRows(): JsonRows {
  const first: Step[] = []
  const values: unknown[] = []
  const scratch = Buffer.allocUnsafeSlow(MAX_TEXT)
  let steps = 0
  let templates = 0

  const rowAt = (bytes: Uint8Array, length: number, raw: string): object | undefined => {
    let next = first
    let at = 0
    for (let count = 0; ; count++) {
      const step = stepAt(next, bytes, at)
      if (step === undefined) return undefined
      at += step.bytes.length
      if (at === length) return step.make?.(values)
      next = step.next
      const code = bytes[at]!
      if (code === 34) {
        const start = ++at
        for (let inner = bytes[at]; inner !== 34; inner = bytes[++at]) {
          if (inner === undefined || inner < 32 || inner === 92 || inner > 126) return undefined
        }
        values[count] = raw.slice(start, at++)
      } else if (code === 45 || (code >= 48 && code <= 57)) {
        const start = at
        if (code === 45) at++
        let whole = 0
        const digits = at
        for (let digit = bytes[at]! - 48; digit >= 0 && digit <= 9; digit = bytes[++at]! - 48)
          whole = whole * 10 + digit
        const wholes = at - digits
        if (wholes === 0 || wholes > 15 || (wholes > 1 && bytes[digits] === 48)) return undefined
        const after = bytes[at]
        if (after === 46) {
          const point = at++
          while (bytes[at]! >= 48 && bytes[at]! <= 57) at++
          if (at === point + 1 || wholes + at - point - 1 > 15) return undefined
          whole = Number(raw.slice(digits, at))
        }
        if (bytes[at] === 101 || bytes[at] === 69) return undefined
        values[count] = start === digits ? whole : -whole
      } else if (code === 110 && raw.startsWith('null', at)) {
        values[count] = null
        at += 4
      } else if (code === 116 && raw.startsWith('true', at)) {
        values[count] = true
        at += 4
      } else if (code === 102 && raw.startsWith('false', at)) {
        values[count] = false
        at += 5
      } else return undefined
    }
  }

  const learn = (text: string): void => {
    if (templates >= MAX_TEMPLATES || steps >= MAX_STEPS || text.length > MAX_TEXT) return
    const template = jsonTemplate(text)
    if (!template) return
    templates++
    let next = first
    let step: Step | undefined
    for (const piece of template.pieces) {
      const bytes = Buffer.from(piece, 'latin1')
      step = next.find((known) => Buffer.compare(known.bytes, bytes) === 0)
      if (!step) {
        step = { bytes, next: [], make: undefined }
        next.push(step)
        next.sort((a, b) => b.bytes.length - a.bytes.length)
        steps++
      }
      next = step.next
    }
    step!.make ??= template.make
  }

  return {
    read(payload) {
      if (first.length === 0) return undefined
      const buffer = Buffer.isBuffer(payload)
        ? payload
        : Buffer.from(payload.buffer, payload.byteOffset, payload.length)
      const raw = buffer.toString('latin1')
      const value = rowAt(buffer, buffer.length, raw)
      return value && { raw, value }
    },
    readText(text) {
      if (first.length === 0 || text.length > MAX_TEXT) return undefined
      // Other than ASCII takes more bytes than characters. What a text before left behind the end is never part of a row.
      const length = scratch.write(text, 'utf8')
      return length === text.length ? rowAt(scratch, length, text) : undefined
    },
    learn,
  }
}

function stepAt(steps: readonly Step[], bytes: Uint8Array, at: number): Step | undefined {
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!
    const piece = step.bytes
    let same = 0
    while (same < piece.length && piece[same] === bytes[at + same]) same++
    if (same === piece.length) return step
  }
  return undefined
}
