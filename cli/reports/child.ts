import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { createInterface } from 'node:readline'
import { ConfigurationError, PlatformError } from '../../warehouse/errors.ts'
import { nodeFolder } from './sites.ts'

export interface ChildOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  /** Each line the program writes, as it comes. */
  readonly onLine?: (line: string) => void
}

/** Lines of a failed program that its error carries. */
const LAST_LINES = 20

/**
 * Runs a program to its end, on this checkout's Node, and answers all it wrote.
 *
 * @throws ConfigurationError when the program is not there; PlatformError, with the last lines, when it fails;
 * `signal.reason` when aborted, once the program and its own children have gone.
 */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<string[]> {
  const { signal } = options
  signal?.throwIfAborted()
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: {
      ...process.env,
      NODE_ENV: 'production', // what is built is what people get, whoever asks
      ...options.env,
      PATH: [nodeFolder, process.env.PATH].join(delimiter),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // its own group: npx and shells in between do not pass a signal on
  })
  const abort = () => child.pid !== undefined && endGroup(child.pid)
  signal?.addEventListener('abort', abort)
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const text = withoutColour(line).trim()
      if (text === '') return
      lines.push(text)
      options.onLine?.(text)
    })
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', (error) => reject(notStarted(command, error)))
      child.once('close', resolve)
    })
    signal?.throwIfAborted()
    if (code !== 0) throw failed([command, ...args].join(' '), options.cwd, `exit code ${code}`, lines)
    return lines
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

/** A program's failure, told with the end of its output. */
export function failed(what: string, cwd: string, how: string, lines: readonly string[]): PlatformError {
  // A program's own stack trace is nobody's help here.
  const told = lines.filter((line) => !/^at .*[:(]/.test(line))
  const last = told.slice(-LAST_LINES).join('\n  ')
  return new PlatformError(
    `${what} in ${cwd}: ${how}\n  ${last}`,
    'the lines above are its last ones; run it there to see all',
  )
}

function notStarted(command: string, error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error
  return new ConfigurationError(`${command} is not on PATH`, 'install Node.js with npm, or start with --no-reports')
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // it has just ended by itself
  }
}

function withoutColour(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escapes are control characters
  return line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
}
