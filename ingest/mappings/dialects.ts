import { crmDialects } from './crm/dialects.ts'
import type { Mapping } from './mapping.ts'

/** Mappings of the field's own formats and systems, known by name: `--mapping radius_detail`. */
export const dialects: readonly Mapping<never>[] = [...crmDialects]
