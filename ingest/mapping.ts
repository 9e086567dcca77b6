/** What a mapping file imports: `import { csv, instant, mapping } from 'trunkline/mapping'`. */
export type { Event } from './contracts/index.ts'
export { csv, type Format, json, ndjson, type PageRow } from './mappings/format.ts'
export { FieldError, type Mapping, type MappingContext, mapping, type Skip } from './mappings/mapping.ts'
export { bool, decimal, instant, integer, msisdn, skip } from './mappings/read.ts'
