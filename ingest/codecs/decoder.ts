import type { Format } from '../mappings/format.ts'
import { csvDecoder } from './csv.ts'
import { jsonDecoder } from './json.ts'
import { pageDecoder } from './json_page.ts'
import { ndjsonDecoder } from './ndjson.ts'
import { radiusDetailDecoder } from './radius_detail.ts'
import type { Decoder } from './record.ts'
import { tapDecoder } from './tap/tap_decoder.ts'
import { berStreamDecoder } from './threegpp/ber_stream.ts'
import { cdrFileDecoder } from './threegpp/cdr_file.ts'
import { xmlElementsDecoder } from './xml_elements.ts'

/** The decoder of a format, at the beginning of an input; `context` is that of a record that is read again alone. */
export function decoder(format: Format, context = ''): Decoder {
  switch (format.codec) {
    case 'csv':
      return csvDecoder(format)
    case 'ndjson':
      return ndjsonDecoder(format)
    case 'json':
      return format.records === undefined ? jsonDecoder(format) : pageDecoder(format, format.records)
    case 'radius_detail':
      return radiusDetailDecoder(format)
    case 'xml_elements':
      return xmlElementsDecoder(format, context)
    case 'tap':
      return tapDecoder(format, context)
    case 'threegpp_file':
      return cdrFileDecoder(format)
    case 'threegpp_ber':
      return berStreamDecoder(format)
  }
}
