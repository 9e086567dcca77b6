import type { Contract } from '../contracts/contract.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import type { Event } from '../contracts/index.ts'
import { plainDecimal } from './decimal.ts'

/** What a load would land: rows that are new or say something else, and those that are withdrawn. */
export interface CatalogueDifference {
  readonly events: readonly Event[]
  readonly lines: readonly DifferenceLine[]
}

export interface DifferenceLine {
  readonly contract: string
  readonly change: 'new' | 'changed' | 'withdrawn'
  /** The identity of the row in words: `tariff_id standard, price_id calls`. */
  readonly row: string
  /** `rate: 0.09 -> 0.1`; empty for a new or withdrawn row. */
  readonly fields: string
  /** Use from this instant on is rated anew. */
  readonly from: string
}

type Row = Readonly<Record<string, unknown>>

/** Contracts that a load writes rows of. */
export const catalogueContracts: readonly Contract[] = [...contractByName.values()].filter(
  ({ name }) => name.startsWith('catalogue_') && name !== 'catalogue_version',
)

/** Compares a catalogue's rows with those that stand, by identity. A withdrawn row ends when it begins, and never holds. */
export function catalogueDifference(
  wanted: Iterable<Event>,
  standing: ReadonlyMap<string, readonly Row[]>,
): CatalogueDifference {
  const events: Event[] = []
  const lines: DifferenceLine[] = []
  const kept = new Map<string, Set<string>>(catalogueContracts.map(({ name }) => [name, new Set()]))
  const before = new Map(
    catalogueContracts.map((contract) => {
      const rows = (standing.get(contract.name) ?? []).map((row) => plain(row, contract))
      return [contract.name, new Map(rows.map((row) => [keyOf(row, contract), row]))]
    }),
  )
  for (const event of wanted) {
    const contract = contractByName.get(event.contract)!
    const row = plain(event, contract)
    const key = keyOf(row, contract)
    kept.get(contract.name)?.add(key)
    const old = before.get(contract.name)?.get(key)
    const fields = Object.keys(row).filter((name) => old !== undefined && old[name] !== row[name])
    if (old !== undefined && fields.length === 0) continue
    events.push(event)
    lines.push({
      contract: contract.name,
      change: old === undefined || isWithdrawn(old) ? 'new' : 'changed',
      row: words(row, contract),
      fields:
        old === undefined || isWithdrawn(old)
          ? ''
          : fields.map((name) => `${name}: ${old[name]} -> ${row[name]}`).join(', '),
      from: String(row.valid_from),
    })
  }
  for (const [name, rows] of before) {
    const contract = contractByName.get(name)!
    for (const [key, row] of rows) {
      if (kept.get(name)!.has(key) || isWithdrawn(row)) continue
      events.push({ contract: name, ...row, valid_to: row.valid_from } as unknown as Event)
      lines.push({
        contract: name,
        change: 'withdrawn',
        row: words(row, contract),
        fields: '',
        from: String(row.valid_from),
      })
    }
  }
  return { events, lines }
}

const isWithdrawn = (row: Row): boolean => row.valid_to !== null && row.valid_to === row.valid_from
const keyOf = (row: Row, contract: Contract): string => contract.identity.map((name) => row[name]).join('\n')
const words = (row: Row, contract: Contract): string =>
  contract.identity
    .filter((name) => name !== 'valid_from' && row[name] !== '')
    .map((name) => `${name} ${row[name]}`)
    .join(', ')

/** All fields of a row in one way of writing them: defaults filled in, decimals without trailing zeros, instants in UTC. */
function plain(row: object, contract: Contract): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries(contract.fields).map(([name, { column, otherwise }]) => {
      const value = (row as Row)[name] ?? otherwise ?? null
      if (value === null || value === undefined) return [name, null]
      switch (column.kind) {
        case 'decimal':
          return [name, plainDecimal(String(value)) ?? String(value)]
        case 'instant':
          return [name, new Date(String(value)).toISOString().replace('.000Z', 'Z')]
        case 'bool':
          return [name, value === true || value === 'true' || value === 1]
        default:
          return [name, String(value)]
      }
    }),
  )
}
