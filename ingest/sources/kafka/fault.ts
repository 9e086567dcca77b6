import { ConfigurationError, InputError, PlatformError } from '../../../warehouse/errors.ts'

type Fault = Error & {
  readonly code?: string
  readonly apiId?: string
  readonly type?: string
  readonly response?: unknown
}

/** An error and all that it gathers or was caused by; both clients wrap the one that says something. */
export function faultsIn(error: unknown): readonly Fault[] {
  if (!(error instanceof Error)) return []
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors : []
  const cause = error.cause ? [error.cause] : []
  return [error, ...[...inner, ...cause].flatMap(faultsIn)]
}

const LEADER_NOT_AVAILABLE = 5

interface MetadataResponse {
  readonly topics?: readonly {
    readonly name: string
    readonly partitions: readonly { readonly errorCode: number; readonly partitionIndex: number }[]
  }[]
}

/** Partitions that have no leader by what a broker answered, as `cdr/1`. */
function leaderless(faults: readonly Fault[]): readonly string[] {
  const topics = faults.flatMap(({ response }) => (response as MetadataResponse | undefined)?.topics ?? [])
  return topics.flatMap(({ name, partitions }) =>
    partitions
      .filter(({ errorCode }) => errorCode === LEADER_NOT_AVAILABLE)
      .map(({ partitionIndex }) => `${name}/${partitionIndex}`),
  )
}

/** The message of the innermost fault; of partitions without a leader which ones they are. */
export function faultText(error: unknown): string {
  const stalled = [...new Set(leaderless(faultsIn(error)))]
  if (stalled.length > 0) {
    return `no leader of ${stalled.join(', ')}`
  }
  const last = faultsIn(error).at(-1)
  return last?.message || last?.code || String(error)
}

/** True when login or permission was refused: trying again is of no use. A connection lost in the middle of a login is none. */
export function isRefusal(error: unknown): boolean {
  const faults = faultsIn(error)
  if (/^E[A-Z]+$|NETWORK|TIMEOUT/.test(faults.at(-1)?.code ?? '')) return false
  return faults.some(({ code, apiId, type, name }) =>
    /AUTHENTICATION|AUTHORIZATION|SASL/i.test(`${code ?? ''} ${apiId ?? ''} ${type ?? ''} ${name}`),
  )
}

/** What a client threw, as an error for people: a refusal is for who configures, anything else may pass. */
export function explainFault(error: unknown, brokers: readonly string[]): InputError {
  if (error instanceof InputError) return error
  const place = `Kafka at ${brokers.join(', ')}`
  if (isRefusal(error)) {
    return new ConfigurationError(
      `${place} refused the login: ${faultText(error)}`,
      'check user, password and mechanism, and what the user may read',
    )
  }
  return new PlatformError(
    `${place} does not answer: ${faultText(error)}`,
    'check the address, TLS or not, and that the brokers run',
  )
}
