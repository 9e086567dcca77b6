import type { Format } from '../mappings/format.ts'
import { csvDecoder } from './csv.ts'
import { jsonDecoder } from './json.ts'
import { pageDecoder } from './json_page.ts'
import { ndjsonDecoder } from './ndjson.ts'
import type { Decoder } from './record.ts'

/** The decoder of a format, at the beginning of an input. */
export function decoder(format: Format): Decoder {
  switch (format.codec) {
    case 'csv':
      return csvDecoder(format)
    case 'ndjson':
      return ndjsonDecoder(format)
    case 'json':
      return format.records === undefined ? jsonDecoder(format) : pageDecoder(format, format.records)
  }
}
