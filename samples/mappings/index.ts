import type { Event } from '../../ingest/contracts/index.ts'
import type { Mapping } from '../../ingest/mapping.ts'
import { astppCatalogue } from '../catalogues/astpp_rate_deck.ts'
import { churnBigmlCatalogue } from '../catalogues/churn_bigml.ts'
import astppRateDeck from './astpp_rate_deck.ts'
import bandicootAntennas from './bandicoot_antennas.ts'
import bandicootRecords from './bandicoot_records.ts'
import cdrstatsCsv from './cdrstats_csv.ts'
import cdrstatsText from './cdrstats_text.ts'
import churnBigml from './churn_bigml.ts'
import comcastComplaints from './comcast_complaints.ts'
import ibmTelcoChurn from './ibm_telco_churn.ts'
import mccMncList from './mcc_mnc_list.ts'
import phoneBill from './phone_bill.ts'

/** Mappings of well-known public layouts; they are named on the command line: `--mapping phone_bill`. */
export const sampleMappings: readonly Mapping<never>[] = [
  astppRateDeck,
  bandicootAntennas,
  bandicootRecords,
  cdrstatsCsv,
  cdrstatsText,
  churnBigml,
  comcastComplaints,
  ibmTelcoChurn,
  mccMncList,
  phoneBill,
]

/** Catalogues without which the usage of a layout has no price; landed beside it, under the mapping's name. */
export const sampleCatalogues: ReadonlyMap<string, readonly Event[]> = new Map([
  [churnBigml.name, churnBigmlCatalogue],
  [astppRateDeck.name, astppCatalogue],
])
