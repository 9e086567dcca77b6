import { createHash } from 'node:crypto'
import { compileModel } from '../project/compile.ts'
import { published } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import type { Model } from '../project/model.ts'

/** What a model's definition is, apart from where it lives: the same in every environment. */
export interface Fingerprint {
  /** Of its own SQL and materialization. */
  readonly code: string
  /** Of its code and the fingerprints of the models it reads. */
  readonly whole: string
}

/** Fingerprints of every model of a project. */
export function fingerprints(graph: Graph): ReadonlyMap<string, Fingerprint> {
  const found = new Map<string, Fingerprint>()
  for (const model of graph.models.values()) {
    const code = codeFingerprint(model)
    const parents = (graph.parents.get(model.name) ?? []).map((name) => `${name} ${found.get(name)?.whole ?? ''}`)
    found.set(model.name, { code, whole: digest([code, ...parents.sort()].join('\n')) })
  }
  return found
}

function codeFingerprint(model: Model): string {
  const { sql } = compileModel(model, published({ prefix: '' }))
  return digest(`${sql}\n${JSON.stringify(model.materialized)}`)
}

/** 16 hex digits of a SHA-256: enough to tell apart every definition a project will ever have. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
