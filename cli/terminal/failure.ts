import { ClickHouseError } from '@clickhouse/client'
import { InputError } from '../../warehouse/errors.ts'

/** What to do about errors of ClickHouse that no statement is to blame for: NOT_ENOUGH_SPACE, MEMORY_LIMIT_EXCEEDED. */
const HINTS: Readonly<Record<string, string>> = {
  243: 'make room on the disk that holds its data, then run the same command again: it goes on where it was',
  241: 'give it more memory, or end what else it does, then run the same command again: it goes on where it was',
}

/** What to print for an error, and the exit code: 1 check failed, 2 input, 3 configuration, 4 platform, 70 a defect, 130 stopped. */
export function describeFailure(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof InputError) {
    const hint = error.hint ? `\nhint: ${error.hint}` : ''
    return { text: `trunkline: ${error.message}${hint}`, exitCode: error.exitCode }
  }
  if (error instanceof ClickHouseError) {
    const hint = HINTS[error.code] === undefined ? '' : `\nhint: ${HINTS[error.code]}`
    const said = error.message.trimEnd()
    return { text: `trunkline: ClickHouse refused a statement (code ${error.code}): ${said}${hint}`, exitCode: 4 }
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error) {
    return { text: `trunkline: ${error.message}`, exitCode: 4 }
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { text: `trunkline: a defect in Trunkline, please report it:\n${detail}`, exitCode: 70 }
}
