import { Buffer } from 'node:buffer'
import type { BerElement } from '../ber/element.ts'
import { berOctets } from '../ber/primitive.ts'
import { plmnAt } from './types.ts'

/** Where a line is, as far as it is told. */
export interface UserLocation {
  /** MCC-MNC of the network. */
  readonly plmn: string
  /** The cell: MCC-MNC, area (LAC or TAC) and cell (CI, SAC or ECI) in decimal, joined by `-`. */
  readonly cell?: string
}

/** Parts of the User Location Information of TS 29.274 8.21, in the order in which they stand, by their flags. */
const PARTS = [
  [0x01, 7],
  [0x02, 7],
  [0x04, 7],
  [0x08, 5],
  [0x10, 7],
] as const

/**
 * User location information of SGW and PGW records: flags and identities as TS 29.274 8.21 has them. Type 0 of TS 29.060
 * 7.7.51, a cell global identity, is read too; its other types look like flags and mean the same. Undefined where it is
 * of another kind: a place that cannot be read must not cost the record.
 */
export function userLocation(element: BerElement): UserLocation | undefined {
  const octets = berOctets(element)
  const number = (at: number, octetCount: number) => {
    let value = 0
    for (let i = 0; i < octetCount; i++) value = value * 256 + octets[at + i]!
    return value
  }
  const flags = octets[0] === 0 && octets.length === 8 ? 1 : (octets[0] ?? 0)
  let at = 1
  let network: string | undefined
  let area: number | undefined
  let cell: number | undefined
  for (const [flag, length] of PARTS) {
    if ((flags & flag) === 0) continue
    if (at + length > octets.length) return undefined
    network = plmnAt(octets, at)
    if (network === undefined) return undefined
    if (flag === 0x10) cell = number(at + 3, 4) % 0x10000000
    else area = number(at + 3, 2)
    if (flag <= 0x02) cell = number(at + 5, 2)
    at += length
  }
  if (network === undefined) return undefined
  const parts = [network, area, cell].filter((part) => part !== undefined)
  return cell === undefined ? { plmn: network } : { plmn: network, cell: parts.join('-') }
}

/** User location of CHF records: JSON of TS 29.571 `UserLocation` in octets. Cell ids are the hex text it has. */
export function userLocationJson(element: BerElement): UserLocation | undefined {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(berOctets(element)).toString('utf8'))
  } catch {
    return undefined
  }
  const { nrLocation, eutraLocation } = (value ?? {}) as Record<string, Record<string, CellGlobalId> | undefined>
  const found = nrLocation?.ncgi ?? eutraLocation?.ecgi
  const { mcc, mnc } = found?.plmnId ?? {}
  if (!/^\d{3}$/.test(String(mcc)) || !/^\d{2,3}$/.test(String(mnc))) return undefined
  const cell = found?.nrCellId ?? found?.eutraCellId
  return { plmn: `${mcc}-${mnc}`, ...(cell === undefined ? {} : { cell: `${mcc}-${mnc}-${cell}` }) }
}

interface CellGlobalId {
  readonly plmnId?: { readonly mcc?: string; readonly mnc?: string }
  readonly nrCellId?: string
  readonly eutraCellId?: string
}
