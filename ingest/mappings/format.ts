/** How a feed's bytes are read: plain data, made by `csv`, `ndjson`, `json` and the like. */
export type Format =
  | CsvFormat
  | NdjsonFormat
  | JsonFormat
  | RadiusDetailFormat
  | XmlElementsFormat
  | TapFormat
  | ThreeGppFileFormat
  | ThreeGppBerFormat

/** Each codec by its name, and whether it reads text. */
const CODECS: Readonly<Record<Format['codec'], 'text' | 'binary'>> = {
  csv: 'text',
  ndjson: 'text',
  json: 'text',
  radius_detail: 'text',
  xml_elements: 'text',
  tap: 'binary',
  threegpp_file: 'binary',
  threegpp_ber: 'binary',
}

/** Whether a codec of this name is there. */
export function isCodec(name: unknown): name is Format['codec'] {
  return Object.hasOwn(CODECS, String(name))
}

/** Whether a format's input must be text. */
export function readsText({ codec }: Format): boolean {
  return CODECS[codec] === 'text'
}

export interface TextOptions {
  /** Any label of the WHATWG encoding standard (`windows-1252`, `utf-16le`). A byte order mark wins; otherwise UTF-8. */
  readonly encoding?: string
  /** Records larger than this many bytes are refused; 16 MiB when absent. */
  readonly maxRecordBytes?: number
}

export interface CsvOptions extends TextOptions {
  /** Found from the first lines when absent: the one of `,` `;` tab `|` that splits them evenly. */
  readonly delimiter?: string
  /** `"` when absent; an empty text when nothing is quoted. */
  readonly quote?: string
  /** What makes the next quote a plain one: the quote itself when absent, or `\`. */
  readonly escape?: string
  /** Whether the first line names the columns; true unless `columns` says otherwise. */
  readonly header?: boolean
  /** Names of the columns, when there is no header or its names are not wanted. */
  readonly columns?: readonly string[]
  /** Lines that begin with this are no records. */
  readonly comment?: string
  /** Cuts blanks around fields, also before an opening quote. */
  readonly trim?: boolean
  /** Lines to pass over before the header. */
  readonly skipLines?: number
  /** Words that mean "no value", such as `NULL` or `\N`; they come as an empty text. */
  readonly nullWords?: readonly string[]
}

export interface CsvFormat extends CsvOptions {
  readonly codec: 'csv'
}

export interface NdjsonFormat extends TextOptions {
  readonly codec: 'ndjson'
}

export interface JsonOptions extends TextOptions {
  /**
   * Key of the array that holds the records of a document, such as `value` of an OData page or `items` of a REST answer.
   * Records are then `{ row, page }`: the element, and what else its document says. A document without it is one record.
   */
  readonly records?: string
  /** What the document of a record says, when the record is read again alone. */
  readonly page?: Readonly<Record<string, unknown>>
}

export interface JsonFormat extends JsonOptions {
  readonly codec: 'json'
}

export interface RadiusDetailFormat extends TextOptions {
  readonly codec: 'radius_detail'
}

export interface XmlElementsFormat extends TextOptions {
  readonly codec: 'xml_elements'
  /** Names, without prefixes, of the elements that are records. */
  readonly elements: readonly string[]
}

export interface TapFormat {
  readonly codec: 'tap'
  /** Call events larger than this many octets are refused; 16 MiB when absent. */
  readonly maxRecordBytes?: number
}

export interface ThreeGppFileFormat {
  readonly codec: 'threegpp_file'
  /** Set by landing when it reads a quarantined record again, alone. */
  readonly context?: string
}

export interface ThreeGppBerFormat {
  readonly codec: 'threegpp_ber'
  /** Records larger than this many octets are refused; 16 MiB when absent. */
  readonly maxRecordBytes?: number
}

/** A record of `json({ records: 'value' })`. */
export interface PageRow {
  readonly row: Readonly<Record<string, unknown>>
  /** The members of its document beside the array; empty for a document that is one record. */
  readonly page: Readonly<Record<string, unknown>>
}

/** Separated values: `csv({ delimiter: ';', encoding: 'windows-1252' })`. Records are `Record<string, string>`. */
export function csv(options: CsvOptions = {}): CsvFormat {
  return Object.freeze({ codec: 'csv', ...options })
}

/** One JSON object a line. Numbers of more than 15 digits come as text, so that none is rounded. */
export function ndjson(options: TextOptions = {}): NdjsonFormat {
  return Object.freeze({ codec: 'ndjson', ...options })
}

/** JSON documents, one after the other: an array whose elements are the records, a page that holds some, or single objects. */
export function json(options: JsonOptions = {}): JsonFormat {
  return Object.freeze({ codec: 'json', ...options })
}

/** A FreeRADIUS detail file. Records are packets: `RadiusPacket`, attributes by name. */
export function radiusDetail(options: TextOptions = {}): RadiusDetailFormat {
  return Object.freeze({ codec: 'radius_detail', ...options })
}

/** An XML document whose elements of some names are the records: `xmlElements({ elements: ['IPDR'] })`, each an `XmlElement`. */
export function xmlElements(options: TextOptions & { readonly elements: readonly string[] }): XmlElementsFormat {
  return Object.freeze({ codec: 'xml_elements', ...options })
}

/** TAP-like roaming files, BER with the tags of TAP 3. Records are `TapRecord`s: call events, and the end of each batch. */
export function tap(options: { readonly maxRecordBytes?: number } = {}): TapFormat {
  return Object.freeze({ codec: 'tap', ...options })
}

/** A CDR file of 3GPP TS 32.297 with records of TS 32.298 in BER. Records are `ThreeGppRecord`s. */
export function threegppCdrFile(): ThreeGppFileFormat {
  return Object.freeze({ codec: 'threegpp_file' })
}

/** Records of 3GPP TS 32.298 in BER one behind the other, without a file header. Records are `ThreeGppRecord`s. */
export function threegppBer(options: { readonly maxRecordBytes?: number } = {}): ThreeGppBerFormat {
  return Object.freeze({ codec: 'threegpp_ber', ...options })
}
