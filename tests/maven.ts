import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ConfigurationError, PlatformError } from '../warehouse/errors.ts'

/** What Maven fetches for the tests, once into the user's cache. */
export interface MavenFolder {
  /** Name in the cache; says the version. */
  readonly name: string
  readonly pom: string
  /** What it is, for people. */
  readonly what: string
  /** Goals and options that fill `folder`. */
  goals(folder: string): readonly (readonly string[])[]
  /** What else there is to do when it is missing. */
  readonly hint: string
}

/**
 * The folder in the cache, filled by Maven when it is not there yet. Several processes may ask at once: each fetches into a
 * folder of its own, and the first to finish names it.
 *
 * @throws ConfigurationError when `java` or `mvn` is missing; PlatformError when Maven cannot fetch.
 */
export async function mavenFolder({ name, pom, what, goals, hint }: MavenFolder): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'trunkline')
  const folder = join(cache, name)
  await present('java', '-version', what, hint)
  if (existsSync(folder)) return folder
  await present('mvn', '-v', what, hint)
  mkdirSync(cache, { recursive: true })
  const fetched = mkdtempSync(`${folder}.`)
  try {
    for (const goal of goals(join(fetched, 'all'))) await maven(pom, goal, what)
    nameOnce(join(fetched, 'all'), folder)
  } finally {
    rmSync(fetched, { recursive: true, force: true })
  }
  return folder
}

const run = promisify(execFile)

async function present(command: 'java' | 'mvn', version: string, what: string, hint: string): Promise<void> {
  try {
    await run(command, [version])
  } catch (error) {
    throw new ConfigurationError(
      `${what} needs ${command}, which does not run here (${(error as Error).message.split('\n')[0]})`,
      `install a Java 17 runtime or newer and Maven 3 (Debian: apt-get install default-jre-headless maven)${hint}`,
    )
  }
}

async function maven(pom: string, goal: readonly string[], what: string): Promise<void> {
  try {
    await run('mvn', ['-q', '-B', '-f', pom, ...goal], { maxBuffer: 1 << 24 })
  } catch (error) {
    const { stdout, message } = error as Error & { stdout?: string }
    const cause = /^\[ERROR\] .*$/m.exec(stdout ?? '')?.[0] ?? message
    throw new PlatformError(
      `Maven did not fetch ${what}: ${cause}`,
      'the first run needs Maven Central or a mirror in ~/.m2/settings.xml; later runs read the cache',
    )
  }
}

function nameOnce(folder: string, name: string): void {
  try {
    renameSync(folder, name)
  } catch (error) {
    if (!existsSync(name)) throw error
  }
}
