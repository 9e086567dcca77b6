import { join, resolve } from 'node:path'
import type { Environment } from '../transforms/project/environment.ts'
import type { RunResult } from '../transforms/run/run.ts'
import { makeFolder, writeWhole } from '../warehouse/folder.ts'
import { describeFailure } from './terminal/failure.ts'

const HINT = 'name a folder that this user may write: --artifacts <dir>'

/** What came of one `trunkline run`, for a machine: the shape of `run-<n>.json`, documented in docs/running-models.md. */
export interface RunArtifact {
  /** Of this shape; fields may be added without another number. */
  readonly version: 1
  /** `error`: no run could be made, such as when another is under way. */
  readonly status: RunResult['status'] | 'error'
  readonly run: number | null
  /** Prefix of the environment's databases; empty for production. */
  readonly environment: string
  readonly startedAt: string
  readonly finishedAt: string
  /** As the process exits. */
  readonly exitCode: number
  readonly error: string
  readonly plan: RunResult['plan']['steps']
  readonly steps: RunResult['steps']
  readonly checks: RunResult['checks']
}

interface Ended {
  readonly environment: Environment
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly finishedAt: number
  readonly result?: RunResult
  readonly error?: unknown
}

/** `runArtifact({ environment, startedAt, finishedAt, result })`: the artifact of a run that ended so. Pure. */
export function runArtifact({ environment, startedAt, finishedAt, result, error }: Ended): RunArtifact {
  const failure = error ?? result?.failure
  const told = failure === undefined ? { text: '', exitCode: 0 } : describeFailure(failure)
  return {
    version: 1,
    status: result?.status ?? 'error',
    run: result?.run ?? null,
    environment: environment.prefix,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(finishedAt).toISOString(),
    exitCode: told.exitCode,
    error: told.text,
    plan: result?.plan.steps ?? [],
    steps: result?.steps ?? [],
    checks: result?.checks ?? [],
  }
}

/**
 * Writes `run-<n>.json` and the same as `latest.json`, each whole or not at all; a run without a number, such as one with
 * nothing to do, writes the latter alone. @throws ConfigurationError when the folder cannot be written.
 */
export function writeRunArtifact(folder: string, artifact: RunArtifact): void {
  const names = [...(artifact.run === null ? [] : [`run-${artifact.run}.json`]), 'latest.json']
  const text = `${JSON.stringify(artifact, undefined, 2)}\n`
  for (const name of names) writeWhole(join(folder, name), text, HINT)
}

/** Makes the folder: what cannot be written is told before a run rather than after it. @throws ConfigurationError */
export function prepareArtifacts(folder: string): void {
  makeFolder(resolve(folder), HINT)
}
