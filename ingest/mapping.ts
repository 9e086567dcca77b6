/** What a mapping file imports: `import { csv, instant, mapping } from 'trunkline/mapping'`. */

export type { RadiusPacket } from './codecs/radius_detail.ts'
export type { TapRecord } from './codecs/tap/tap_decoder.ts'
export type { ThreeGppRecord } from './codecs/threegpp/record.ts'
export type { XmlElement } from './codecs/xml_elements.ts'
export type { Event } from './contracts/index.ts'
export type { CrmObject, Defaults, EntityRule } from './mappings/crm/object.ts'
export { from, read as readField, word } from './mappings/crm/said.ts'
export { dynamicsChanges, dynamicsRows } from './mappings/dynamics/changes.ts'
export { dynamicsObjects } from './mappings/dynamics/objects.ts'
export {
  csv,
  type Format,
  json,
  ndjson,
  type PageRow,
  radiusDetail,
  tap,
  threegppBer,
  threegppCdrFile,
  xmlElements,
} from './mappings/format.ts'
export { homeNetwork, type MobileNetwork } from './mappings/home_network.ts'
export { FieldError, type Mapping, type MappingContext, mapping, type Skip } from './mappings/mapping.ts'
export { oracleCxObjects } from './mappings/oracle_cx/objects.ts'
export { oracleCxCsv, oracleCxItems } from './mappings/oracle_cx/records.ts'
export { bool, decimal, instant, integer, msisdn, skip } from './mappings/read.ts'
export { salesforceChangeEvents } from './mappings/salesforce/change_events.ts'
export { salesforceCsv, salesforceRecords } from './mappings/salesforce/exports.ts'
export { salesforceObjects } from './mappings/salesforce/objects.ts'
export { threegppEvents } from './mappings/threegpp/threegpp_cdr.ts'
export { tmforumResources } from './mappings/tmforum/resources.ts'
export { tmforum } from './mappings/tmforum/tmforum.ts'
export { zuoraCreditBalanceCsv, zuoraCsv, zuoraPaymentsCsv } from './mappings/zuora/exports.ts'
export { zuoraObjects } from './mappings/zuora/objects.ts'
