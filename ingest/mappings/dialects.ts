import type { Mapping } from './mapping.ts'
import { threegppBerRecords, threegppCdr } from './threegpp/threegpp_cdr.ts'

/** Mappings of the field's own formats and systems, known by name: `--mapping radius_detail`. */
export const dialects: readonly Mapping<never>[] = [threegppCdr, threegppBerRecords]
