/** What a mapping file imports: `import { csv, instant, mapping } from 'trunkline/mapping'`. */

export type { RadiusPacket } from './codecs/radius_detail.ts'
export type { TapRecord } from './codecs/tap/tap_decoder.ts'
export type { ThreeGppRecord } from './codecs/threegpp/record.ts'
export type { XmlElement } from './codecs/xml_elements.ts'
export type { Event } from './contracts/index.ts'
export {
  csv,
  type Format,
  json,
  ndjson,
  radiusDetail,
  tap,
  threegppBer,
  threegppCdrFile,
  xmlElements,
} from './mappings/format.ts'
export { homeNetwork, type MobileNetwork } from './mappings/home_network.ts'
export { FieldError, type Mapping, type MappingContext, mapping, type Skip } from './mappings/mapping.ts'
export { bool, decimal, instant, integer, msisdn, skip } from './mappings/read.ts'
export { threegppEvents } from './mappings/threegpp/threegpp_cdr.ts'
