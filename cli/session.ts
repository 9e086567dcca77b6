import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigurationError, InputError } from '../warehouse/errors.ts'
import { type OpenWarehouse, openWarehouse, warehouseConfiguration } from '../warehouse/open.ts'
import { type Progress, progressOf } from './terminal/progress.ts'

/** What every command has: the warehouse, where its environment lives, how to speak, and when to stop. */
export interface Session extends OpenWarehouse {
  readonly home: string
  /** Database prefix of the environment: empty for production, `dev_ana__` for an environment `dev_ana`. */
  readonly prefix: string
  readonly progress: Progress
  /** Prints a result line on standard output. */
  readonly print: (text: string) => void
  /** Aborted on Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
}

/** Says on standard error what a person may not expect; results go to standard output. */
export function noted(text: string): void {
  process.stderr.write(`trunkline: ${text}\n`)
}

/** Options that all commands share. */
export interface CommonOptions {
  readonly env?: string
  readonly json?: boolean
}

/** Time for a command to end by itself after a signal, in milliseconds. */
const GRACE_MS = 1_500

/** Of a command that drops what it has built before it ends. */
export const TIME_TO_DROP = { graceMs: 15_000 }

/** Opens a session, runs the command in it and closes everything, however the command ends. */
export async function withSession(
  options: CommonOptions,
  command: (session: Session) => Promise<void>,
  { graceMs = GRACE_MS }: { readonly graceMs?: number } = {},
): Promise<void> {
  const configuration = warehouseConfiguration(process.env)
  const prefix = environmentPrefix(options.env)
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('SIGHUP', onSignal)
  const open = await openWarehouse(configuration)
  const session: Session = {
    ...open,
    home: configuration.home,
    prefix,
    progress: progressOf(options),
    print: (text) => void process.stdout.write(`${text}\n`),
    signal: stop.signal,
  }
  try {
    const work = command(session).catch((error: unknown) => {
      throw stop.signal.aborted && error === stop.signal.reason ? interrupted() : error
    })
    await Promise.race([work, interruption(stop.signal, graceMs)])
  } finally {
    await open.close({
      signal: stop.signal,
      onWait: () => noted('another command uses this server: it ends when that one does (Ctrl-C ends both)'),
    })
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal)
  }
}

/** A command that was stopped by Ctrl-C or a signal before it had ended. */
export class Interrupted extends InputError {
  override readonly name = 'Interrupted'
  override readonly exitCode = 130
}

/**
 * Rejects some time after the signal: a command that can end by itself may do so first. Ending in the middle of a batch or
 * a run is safe, the next one completes it.
 */
async function interruption(signal: AbortSignal, graceMs: number): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort')
  await sleep(graceMs, undefined, { ref: false })
  throw interrupted()
}

const interrupted = () =>
  new Interrupted('stopped before the end', 'nothing is lost or doubled: run the same command again to go on')

/** `dev_ana` -> `dev_ana__`; production has none. A name that a script left empty must not mean production. */
export function environmentPrefix(name: string | undefined): string {
  if (name === undefined) return ''
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(name) || name.includes('__')) {
    throw new ConfigurationError(
      `"${name}" is no environment name`,
      'use small letters, digits and single underscores, such as dev_ana',
    )
  }
  return `${name}__`
}
