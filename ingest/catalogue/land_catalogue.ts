import { createHash } from 'node:crypto'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { Event } from '../contracts/index.ts'
import { standingRows } from '../landing/catalogue_rows.ts'
import { landingDatabases } from '../landing/databases.ts'
import { landEvents } from '../landing/land_events.ts'
import type { LandingOptions } from '../landing/report.ts'
import { type CatalogueDifference, catalogueContracts, catalogueDifference } from './difference.ts'
import { catalogueEvents } from './events.ts'
import type { LoadedCatalogue } from './load_catalogue.ts'

/** The feed that rows of catalogue files land under. */
export const CATALOGUE_FEED = 'catalogue'

/** What loading would change; nothing is written. */
export async function compareCatalogue(
  warehouse: Warehouse,
  { catalogue }: LoadedCatalogue,
  prefix = '',
): Promise<CatalogueDifference> {
  const standing = new Map<string, Record<string, unknown>[]>()
  for (const contract of catalogueContracts) {
    standing.set(contract.name, await standingRows(warehouse, landingDatabases(prefix), CATALOGUE_FEED, contract))
  }
  return catalogueDifference(catalogueEvents(catalogue), standing)
}

/**
 * Lands what a catalogue changes, each row once. A load that was killed is completed by the next: what already stands is
 * no difference any more.
 */
export async function landCatalogue(
  warehouse: Warehouse,
  loaded: LoadedCatalogue,
  loadedAt: Date,
  options: LandingOptions = {},
): Promise<CatalogueDifference> {
  const difference = await compareCatalogue(warehouse, loaded, options.prefix)
  if (difference.events.length === 0) return difference
  const version: Event = {
    contract: 'catalogue_version',
    catalogue_hash: loaded.hash,
    loaded_at: loadedAt,
    changed: difference.events.length,
  }
  const hash = createHash('sha256')
  for (const event of difference.events) hash.update(`${JSON.stringify(event)}\n`)
  const content = hash.digest('hex').slice(0, 12)
  const partition = `${loaded.hash.slice(0, 12)} ${content} ${loadedAt.toISOString()}`
  await landEvents(warehouse, CATALOGUE_FEED, partition, () => [...difference.events, version], options)
  return difference
}
