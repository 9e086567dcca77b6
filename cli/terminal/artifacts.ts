import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { RunResult } from '../../transforms/run/run.ts'
import { makeFolder } from '../../warehouse/folder.ts'

/**
 * Writes what a run did for machines to read later: `run-<number>.json`, or `run-current.json` where nothing was due. Its shape is
 * that of `trunkline run --json`, with when it was written and, of a run that failed, what to do. Answers the file.
 */
export function writeArtifact(folder: string, result: RunResult, now: Date): string {
  const path = resolve(folder)
  makeFolder(path, 'say where artifacts shall go: --artifacts <folder>')
  const file = join(path, `run-${result.run ?? 'current'}.json`)
  const { failure, ...rest } = result
  const told =
    failure === undefined ? null : { message: failure.message, hint: failure.hint, exitCode: failure.exitCode }
  writeFileSync(file, `${JSON.stringify({ writtenAt: now.toISOString(), ...rest, failure: told }, undefined, 2)}\n`)
  return file
}
