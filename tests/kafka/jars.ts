import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ConfigurationError, PlatformError } from '../../warehouse/errors.ts'

const pom = join(import.meta.dirname, 'pom.xml')

/** The version of Apache Kafka that `pom.xml` names. */
export const kafkaVersion: string = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))![1]!

/**
 * The folder that holds Apache Kafka's jars, in the user's cache; fetched by Maven (44 MB) when it is not there yet.
 * Several processes may ask at once: each fetches into a folder of its own, and the first to finish names it.
 *
 * @throws ConfigurationError when `java` or `mvn` is missing; PlatformError when Maven cannot fetch.
 */
export async function kafkaJars(): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'trunkline')
  const jars = join(cache, `kafka-${kafkaVersion}`)
  await present('java', '-version')
  if (existsSync(jars)) return jars
  await present('mvn', '-v')
  mkdirSync(cache, { recursive: true })
  const fetched = mkdtempSync(`${jars}.`)
  try {
    await fetchInto(join(fetched, 'jars'))
    nameOnce(join(fetched, 'jars'), jars)
  } finally {
    rmSync(fetched, { recursive: true, force: true })
  }
  return jars
}

const run = promisify(execFile)

async function present(command: 'java' | 'mvn', version: string): Promise<void> {
  try {
    await run(command, [version])
  } catch (error) {
    throw new ConfigurationError(
      `the broker of the tests needs ${command}, which does not run here (${(error as Error).message.split('\n')[0]})`,
      'install a Java 17 runtime or newer and Maven 3 (Debian: apt-get install default-jre-headless maven), or set KAFKA_BROKERS to the address of a broker',
    )
  }
}

async function fetchInto(folder: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`]
  try {
    await run('mvn', ['-q', '-B', '-f', pom, ...goal], { maxBuffer: 1 << 24 })
  } catch (error) {
    const { stdout, message } = error as Error & { stdout?: string }
    const cause = /^\[ERROR\] .*$/m.exec(stdout ?? '')?.[0] ?? message
    throw new PlatformError(
      `Maven did not fetch Apache Kafka ${kafkaVersion} into ${dirname(folder)}: ${cause}`,
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
