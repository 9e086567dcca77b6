import type { Format } from '../mappings/format.ts'
import { csvDecoder } from './csv.ts'
import { jsonDecoder } from './json.ts'
import { ndjsonDecoder } from './ndjson.ts'
import { radiusDetailDecoder } from './radius_detail.ts'
import type { Decoder } from './record.ts'

/** The decoder of a format, at the beginning of an input. */
export function decoder(format: Format): Decoder {
  switch (format.codec) {
    case 'csv':
      return csvDecoder(format)
    case 'ndjson':
      return ndjsonDecoder(format)
    case 'json':
      return jsonDecoder(format)
    case 'radius_detail':
      return radiusDetailDecoder(format)
  }
}
