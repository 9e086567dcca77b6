import { json, mapping } from '../../ingest/mapping.ts'

interface Operator {
  readonly countryName: string | null
  readonly countryCode: string | null
  readonly mcc: string
  readonly mnc: string
  readonly brand: string | null
  readonly operator: string | null
  readonly status: string | null
  readonly bands: string | null
}

/**
 * Mobile network codes (mcc-mnc-list.json: one JSON array). Codes are shared and reused, so the pair is no key. An
 * unknown code, `?`, is left empty; ranges (`100 - 190`) and codes of five digits are no E.212 codes and are refused.
 */
export default mapping<Operator>({
  name: 'mcc_mnc_list',
  format: json(),
  map: (entry) => ({
    contract: 'network_operator',
    mcc: entry.mcc,
    mnc: entry.mnc === '?' ? undefined : entry.mnc,
    country: entry.countryName,
    country_code: entry.countryCode,
    brand: entry.brand,
    operator: entry.operator,
    status: entry.status ?? undefined,
    bands: entry.bands,
  }),
})
