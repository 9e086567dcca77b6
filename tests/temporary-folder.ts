import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../warehouse/process.ts'

/** A new folder of this process, `trunkline-<name>-<pid>-...`; those that killed processes have left go first. */
export function temporaryFolder(name: string): string {
  const pattern = new RegExp(`^trunkline-${name}-(\\d+)-`)
  for (const folder of readdirSync(tmpdir())) {
    const pid = pattern.exec(folder)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), folder), { recursive: true, force: true })
  }
  return mkdtempSync(join(tmpdir(), `trunkline-${name}-${process.pid}-`))
}
