import type { Incremental } from '../project/incremental.ts'
import type { Model } from '../project/model.ts'
import { type DueOptions, isMadeFrom, readWantedSlices } from './due-intervals.ts'
import { type Fingerprint, ROWS } from './fingerprint.ts'
import type { VersionReader } from './interval-versions.ts'
import type { BuiltSlices } from './model-intervals.ts'
import type { Slice } from './slice.ts'
import type { Publication } from './state.ts'

/** What a model is built again for, where its definition is another than what stands. */
interface Redefinition {
  readonly reader: VersionReader
  readonly model: Model
  readonly incremental: Incremental
  readonly wanted: Fingerprint
  /** What stands, if anything does. */
  readonly before: Publication | undefined
  /** Its slices. */
  readonly standing: () => Promise<BuiltSlices>
  readonly due: DueOptions
}

/**
 * Versions that slices keep although they are made again: those of a model that has gained columns and is otherwise what it
 * was, where what they are made from has not changed. Who reads its other columns finds nothing changed, now or later. A
 * column that goes ends the versions: when it comes back, nobody has looked meanwhile at what it is made from.
 */
export async function keptVersions({
  reader,
  model,
  incremental,
  wanted,
  before,
  standing,
  due,
}: Redefinition): Promise<ReadonlyMap<Slice, string>> {
  if (before === undefined || due.full || due.range) return new Map()
  const same = Object.entries(before.columns).every(([column, fingerprint]) => wanted.columns[column] === fingerprint)
  if (!same || before.columns[ROWS] === undefined || before.sql === '') return new Map()
  const now = await readWantedSlices(reader, model, incremental, before.sql)
  const unchanged = [...(await standing())].filter(([slice, { inputs }]) =>
    isMadeFrom(inputs, now.get(slice)?.inputs ?? {}),
  )
  return new Map(unchanged.map(([slice, { version }]) => [slice, version]))
}
