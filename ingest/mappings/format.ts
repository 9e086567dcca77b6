/** How a feed's bytes are read: plain data, made by `csv`, `ndjson` or `json`. */
export type Format = CsvFormat | NdjsonFormat | JsonFormat

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
