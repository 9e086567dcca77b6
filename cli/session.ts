import { ConfigurationError } from '../warehouse/errors.ts'
import { type OpenWarehouse, openWarehouse, warehouseConfiguration } from '../warehouse/open.ts'
import { createProgress, type Progress, silentProgress } from './terminal/progress.ts'

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

/** Options that all commands share. */
export interface CommonOptions {
  readonly env?: string
  readonly json?: boolean
}

/** Opens a session, runs the command in it and closes everything, however the command ends. */
export async function withSession(options: CommonOptions, command: (session: Session) => Promise<void>): Promise<void> {
  const configuration = warehouseConfiguration(process.env)
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('SIGHUP', onSignal)
  const open = await openWarehouse(configuration)
  try {
    await command({
      ...open,
      home: configuration.home,
      prefix: environmentPrefix(options.env),
      progress: options.json ? silentProgress : createProgress(process.stderr),
      print: (text) => void process.stdout.write(`${text}\n`),
      signal: stop.signal,
    })
  } finally {
    await open.close()
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal)
  }
}

/** `dev_ana` -> `dev_ana__`; production has none. */
export function environmentPrefix(name: string | undefined): string {
  if (name === undefined || name === '') return ''
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(name) || name.includes('__')) {
    throw new ConfigurationError(
      `"${name}" is no environment name`,
      'use small letters, digits and single underscores, such as dev_ana',
    )
  }
  return `${name}__`
}
