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

export type StepStatus = 'built' | 'failed' | 'skipped'

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
}

/** What a run tells as it goes. */
export type RunEvent =
  | { readonly kind: 'started'; readonly run: number; readonly models: number }
  | { readonly kind: 'recovered'; readonly run: number; readonly models: number }
  | { readonly kind: 'modelStarted'; readonly model: string; readonly reason: string }
  | { readonly kind: 'modelBuilt'; readonly model: string; readonly seconds: number }
  | { readonly kind: 'modelFailed'; readonly model: string; readonly error: string }
  | { readonly kind: 'modelSkipped'; readonly model: string; readonly reason: string }
  | { readonly kind: 'checked'; readonly result: CheckResult }
  | { readonly kind: 'published'; readonly run: number; readonly models: number }
