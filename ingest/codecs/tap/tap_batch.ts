import type { TapGroup, TapValue } from './tap_tree.ts'

/** What a batch says before its events, and each of them needs: whose it is, its money, its clocks. */
export interface TapBatch {
  readonly batchControlInfo?: TapGroup
  readonly accountingInfo?: TapGroup
  readonly networkInfo?: TapGroup
  readonly messageDescriptionInfo?: readonly TapValue[]
}

/** A group within a group; an empty one where there is none. */
export function tapGroup(group: TapGroup | undefined, ...path: readonly string[]): TapGroup {
  let at: TapValue | undefined = group
  for (const name of path) at = isGroup(at) ? at[name] : undefined
  return isGroup(at) ? at : {}
}

/** The groups of a list; none where there is no list. */
export function tapGroups(group: TapGroup, name: string): readonly TapGroup[] {
  const list = group[name]
  return Array.isArray(list) ? (list as readonly TapValue[]).filter(isGroup) : []
}

/** A text or digits that are not empty. */
export function tapText(group: TapGroup, name: string): string | undefined {
  const value = group[name]
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A whole number; also one that was kept as text. */
export function tapInteger(group: TapGroup, name: string): bigint | undefined {
  const value = group[name]
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value)
  return typeof value === 'string' && /^-?\d{1,40}$/.test(value) ? BigInt(value) : undefined
}

export function isGroup(value: TapValue | undefined): value is TapGroup {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
