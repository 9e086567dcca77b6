import type { Severity } from '../project/check.ts'

export type CheckStatus = 'passed' | 'warned' | 'failed' | 'error'

/** How one check of one run came out. */
export interface CheckResult {
  /** The model, or for a reconciliation the models it compares. */
  readonly model: string
  readonly check: string
  readonly severity: Severity
  readonly status: CheckStatus
  /** Rows (for `unique`: surplus rows) that fail. */
  readonly failing: number
  /** Up to five of them. */
  readonly sample: readonly Readonly<Record<string, unknown>>[]
  readonly error: string
}

/** `current`: what it reads turned out to be what it was built from, so what is published stays. */
export type StepStatus = 'built' | 'current' | 'failed' | 'skipped'

/** Whether what reads a model cannot be built either. */
export function isBroken(status: StepStatus): boolean {
  return status === 'failed' || status === 'skipped'
}

/** How one model of one run came out. */
export interface StepResult {
  readonly model: string
  readonly status: StepStatus
  /** Why it was due, or why it was skipped. */
  readonly reason: string
  readonly startedAt: number | undefined
  readonly seconds: number
  /** Rows and bytes on disk; 0 for a view. */
  readonly rows: number
  readonly bytes: number
  readonly error: string
  /** Of one that a run which published nothing had built from just the same: that run. Nothing was built now. */
  readonly takenOver?: number
  /** Of a model built by interval. */
  readonly intervals?: IntervalsBuilt
}

/** Intervals, or buckets of them, such as `20260131` or `20260131-7`; of a model that is appended to, batches. */
export interface IntervalsBuilt {
  readonly made: readonly string[]
  /** How many were taken from the table before. */
  readonly kept: number
}

/** What a run tells as it goes. */
export type RunEvent =
  | { readonly kind: 'started'; readonly run: number; readonly models: number }
  | { readonly kind: 'recovered'; readonly run: number; readonly models: number }
  | { readonly kind: 'modelStarted'; readonly model: string; readonly reason: string }
  | { readonly kind: 'modelBuilt'; readonly model: string; readonly seconds: number }
  | { readonly kind: 'modelProgress'; readonly model: string; readonly done: number; readonly due: number }
  | { readonly kind: 'modelCurrent'; readonly model: string }
  /** A run that published nothing had built it from just what it would be built from now. */
  | { readonly kind: 'modelAdopted'; readonly model: string; readonly run: number }
  | { readonly kind: 'modelFailed'; readonly model: string; readonly error: string }
  | { readonly kind: 'modelSkipped'; readonly model: string; readonly reason: string }
  | { readonly kind: 'checked'; readonly result: CheckResult }
  | { readonly kind: 'published'; readonly run: number; readonly models: number }
