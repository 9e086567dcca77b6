import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import type { Warehouse } from '../../../warehouse/connect.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { uniquePrefix } from '../../test-warehouse.ts'

/** Landing tables of an environment of its own; answers its prefix. */
export async function environment(warehouse: Warehouse): Promise<string> {
  const prefix = uniquePrefix()
  await createLandingTables(warehouse, landingDatabases(prefix))
  return prefix
}

/** A folder that goes when the test file ends, and a way to put files into it. */
export function scratch(): { readonly folder: string; write(name: string, content: string | Uint8Array): string } {
  const folder = temporaryFolder('ingest')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    write(name, content) {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
  }
}
