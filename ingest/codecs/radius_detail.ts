import { Buffer } from 'node:buffer'
import { type FaultyLine, KEPT, tooLong } from './faulty_line.ts'
import { attributeOf } from './radius_attribute.ts'
import { type Decoder, MAX_RECORD_BYTES, type SourceRecord } from './record.ts'
import { textReader } from './text.ts'

/**
 * A packet of a detail file: attributes by name as written, a repeated one as a list. `header` is the line before them, as a
 * rule the server's local time in the layout of `ctime`.
 */
export type RadiusPacket = Readonly<Record<string, string | readonly string[] | undefined>>

/** The beginning of a line in the layout of `ctime`, which begins a packet also where no blank line ended the one before. */
const HEADER = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/

/** Lines of the packet at hand. */
interface Open {
  readonly line: number
  readonly lines: string[]
  bytes: number
  fault: FaultyLine | undefined
  /** Lines that are no text, by place. */
  readonly faulty: Map<number, Uint8Array>
}

/**
 * Accounting packets out of a FreeRADIUS detail file: a line that says when, indented `Attribute = value` lines, a blank line.
 * The frame is the number of the packet's first line. A packet with a line that cannot be read is refused whole, and reading
 * goes on behind the next blank line.
 */
export function radiusDetailDecoder(options: {
  readonly encoding?: string
  readonly maxRecordBytes?: number
}): Decoder {
  const maxBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES
  const reader = textReader(options.encoding, maxBytes)
  let line = 0
  let held = ''
  let open: Open | undefined

  const scan = (text: string, whole: boolean): SourceRecord[] => {
    const records: SourceRecord[] = []
    const all = held + text
    let start = 0
    for (let end = all.indexOf(reader.newline); end >= 0; end = all.indexOf(reader.newline, start)) {
      take(records, all.slice(start, end + 1))
      start = end + 1
    }
    held = all.slice(start)
    if (!whole) return records
    if (held !== '' || reader.faulty.has(line + 1)) take(records, held)
    held = ''
    close(records)
    return records
  }

  const take = (records: SourceRecord[], text: string) => {
    line++
    const fault = reader.faulty.get(line)
    if (fault) reader.faulty.delete(line)
    else if (text.trim() === '') return close(records)
    else if (HEADER.test(text)) close(records)
    open ??= { line, lines: [], bytes: 0, fault: undefined, faulty: new Map() }
    open.bytes += Buffer.byteLength(text)
    if (open.bytes > maxBytes) open.fault ??= tooLong(maxBytes, undefined)
    // What comes past the limit is counted only.
    if (open.bytes - Buffer.byteLength(text) > maxBytes) return
    if (fault) {
      open.fault ??= fault
      if (fault.bytes) open.faulty.set(open.lines.length, fault.bytes)
    }
    open.lines.push(text)
  }

  const close = (records: SourceRecord[]) => {
    if (!open) return
    const packet = open
    open = undefined
    if (packet.bytes > maxBytes) records.push(refused(packet, beginning(packet.lines.join('')), packet.fault!))
    else if (packet.fault) records.push(refused(packet, verbatim(packet), packet.fault))
    else records.push(read(packet))
  }

  return {
    push: (bytes) => scan(reader.push(bytes), false),
    end: () => scan(reader.end(), true),
  }
}

function read(packet: Open): SourceRecord {
  const { line, lines } = packet
  const raw = withoutEnd(lines.join(''))
  // Null-prototyped, so that an attribute may be called anything.
  const value: Record<string, string | string[]> = Object.create(null)
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i]!
    const attribute = attributeOf(text)
    if (attribute === undefined || 'got' in attribute) {
      if (i === 0 && attribute === undefined && !/^\s/.test(text)) {
        value.header = text.trim()
        continue
      }
      const got = `${attribute ? attribute.got : JSON.stringify(text.trim().slice(0, 60))} on line ${line + i}`
      return refused(packet, raw, { expected: 'lines of the form Attribute = value', got })
    }
    const known = value[attribute.name]
    if (known === undefined) value[attribute.name] = attribute.value
    else if (typeof known === 'string') value[attribute.name] = [known, attribute.value]
    else known.push(attribute.value)
  }
  if (lines.length === 1 && value.header !== undefined) {
    return refused(packet, raw, { expected: 'attributes below the line that says when', got: 'none' })
  }
  return { frame: line, record: 0, line, raw, context: '', value, unreadable: undefined }
}

function refused(
  { line }: Open,
  raw: string | Uint8Array,
  { expected, got }: { readonly expected: string; readonly got: string },
): SourceRecord {
  return { frame: line, record: 0, line, raw, context: '', value: undefined, unreadable: { expected, got } }
}

function verbatim({ lines, faulty }: Open): string | Uint8Array {
  if (faulty.size === 0) return withoutEnd(lines.join(''))
  const end = /\r?\n$|\r$/
  return Buffer.concat(
    lines.map((text, i) => {
      const bytes = faulty.get(i)
      // A faulty line's bytes come without its end.
      return bytes ? Buffer.concat([bytes, Buffer.from(end.exec(text)?.[0].slice(-1) ?? '')]) : Buffer.from(text)
    }),
  )
}

/** The beginning of a packet, cut within a name, so that read alone it is as broken as it was too large. */
function beginning(text: string): string {
  const kept = text.slice(0, KEPT)
  const last = kept.lastIndexOf('\n')
  const name = /^\s*[^\s=]/.exec(kept.slice(last + 1))
  return name && last > 0 ? kept.slice(0, last + 1 + name[0].length) : kept
}

function withoutEnd(text: string): string {
  return text.replace(/\r?\n$|\r$/, '')
}
