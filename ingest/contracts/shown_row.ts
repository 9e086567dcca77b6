import type { Column } from '../../warehouse/columns.ts'
import type { Contract } from './contract.ts'

/** A valid event's wire values as a person reads them: instants and decimals as text. */
export function shownRow(contract: Contract, row: readonly unknown[]): Readonly<Record<string, unknown>> {
  const shown = Object.entries(contract.fields).map(([name, { column }], i) => [name, shownWireValue(column, row[i])])
  return { contract: contract.name, ...Object.fromEntries(shown) }
}

function shownWireValue({ kind, scale = 0 }: Column<unknown>, value: unknown): unknown {
  if (value === null) return null
  if (kind === 'instant') return new Date(value as number).toISOString()
  if (kind === 'date' || kind === 'date32') return new Date((value as number) * 86_400_000).toISOString().slice(0, 10)
  if (kind === 'decimal') return decimalText(value as bigint, scale)
  return typeof value === 'bigint' ? String(value) : value
}

function decimalText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const sign = units < 0n ? '-' : ''
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`
}
