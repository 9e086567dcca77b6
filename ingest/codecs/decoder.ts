import type { Format } from '../mappings/format.ts'
import { csvDecoder } from './csv.ts'
import { jsonDecoder } from './json.ts'
import { ndjsonDecoder } from './ndjson.ts'
import type { Decoder } from './record.ts'
import { berStreamDecoder } from './threegpp/ber_stream.ts'
import { cdrFileDecoder } from './threegpp/cdr_file.ts'

/** The decoder of a format, at the beginning of an input. */
export function decoder(format: Format): Decoder {
  switch (format.codec) {
    case 'csv':
      return csvDecoder(format)
    case 'ndjson':
      return ndjsonDecoder(format)
    case 'json':
      return jsonDecoder(format)
    case 'threegpp_file':
      return cdrFileDecoder(format)
    case 'threegpp_ber':
      return berStreamDecoder(format)
  }
}
