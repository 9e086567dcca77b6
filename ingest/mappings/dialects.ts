import { crmDialects } from './crm/dialects.ts'
import { diameterCcr, diameterCcrCsv } from './diameter/credit_control.ts'
import { ipdrCsvSamis, ipdrXmlSamis } from './ipdr/ipdr.ts'
import type { Mapping } from './mapping.ts'
import { radiusDetailAccounting } from './radius/radius_accounting.ts'
import { asteriskCdrUtc } from './switches/asterisk_cdr.ts'
import { freeswitchCdrUtc } from './switches/freeswitch_cdr.ts'
import { tapFiles } from './tap/tap_roaming.ts'
import { threegppBerRecords, threegppCdr } from './threegpp/threegpp_cdr.ts'

/** Mappings of the field's own formats and systems, known by name: `--mapping radius_detail`. */
export const dialects: readonly Mapping<never>[] = [
  radiusDetailAccounting,
  diameterCcr,
  diameterCcrCsv,
  ipdrXmlSamis,
  ipdrCsvSamis,
  freeswitchCdrUtc,
  asteriskCdrUtc,
  tapFiles,
  threegppCdr,
  threegppBerRecords,
  ...crmDialects,
]
