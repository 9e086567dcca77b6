import { execFile, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Admin } from '@platformatic/kafka'
import { PlatformError } from '../../warehouse/errors.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Certificate, makeCertificate } from './certificate.ts'
import { freePort } from './free-port.ts'
import { kafkaJars } from './jars.ts'
import { type Ports, scramMechanisms, serverProperties } from './server-properties.ts'

export interface BrokerOptions {
  /** Opens listeners for TLS, SASL and both as well; these users may log in, by PLAIN and by SCRAM. */
  readonly users?: Readonly<Record<string, string>>
  /** Lines of `server.properties` that win over those of the tests. */
  readonly properties?: Readonly<Record<string, string>>
  /** A broker of the same cluster, whose controller this one follows. */
  readonly joins?: Broker
  /** Most memory of the Java heap, default 512. */
  readonly heapMb?: number
}

/** One node of an Apache Kafka. It goes with this process, however this process ends. */
export interface Broker {
  /** `host:port` of the listener without encryption or login. */
  readonly address: string
  /** Where its controller listens. */
  readonly controller: string
  /** Listeners asked for with `users`. */
  readonly secured?: {
    readonly tls: string
    readonly sasl: string
    readonly saslTls: string
    /** Certificate of authority in PEM. */
    readonly ca: string
  }
  readonly logFile: string
  /** Process of the broker now: another one after a restart. */
  pid(): number
  /** Ends it in order and removes its data. */
  stop(): Promise<void>
  /** SIGKILL: the data stays for `restart`. */
  kill(): Promise<void>
  /** Starts it again on the same ports and data; ends it in order first if it still runs. */
  restart(): Promise<void>
}

interface Running {
  readonly pid: number
  end(signal: NodeJS.Signals): Promise<void>
}

/**
 * Starts an Apache Kafka on free loopback ports and resolves when it answers (3 s; the first run ever fetches it).
 *
 *     const broker = await startBroker()
 *     new Consumer({ bootstrapBrokers: [broker.address], ... })
 *
 * @throws ConfigurationError when Java or Maven is missing; PlatformError with the end of its log when it does not start.
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const jars = await kafkaJars()
  const folder = temporaryFolder('kafka')
  mkdirSync(join(folder, 'data'))
  const ports: Ports = {
    controller: options.joins ? Number(options.joins.controller.split(':')[1]) : await freePort(),
    plain: await freePort(),
    tls: await freePort(),
    sasl: await freePort(),
    saslTls: await freePort(),
  }
  const certificate = options.users ? makeCertificate(folder) : undefined
  writeFileSync(
    join(folder, 'server.properties'),
    serverProperties({
      dataDir: join(folder, 'data'),
      ports,
      joins: options.joins !== undefined,
      ...(certificate ? { certificate, users: options.users! } : {}),
      ...(options.properties ? { overrides: options.properties } : {}),
    }),
  )
  await formatStorage(jars, folder, options.users ?? {})
  const address = `127.0.0.1:${ports.plain}`
  const start = () => launch(jars, folder, address, options.heapMb ?? 512)
  let running = await start()
  return {
    address,
    controller: `127.0.0.1:${ports.controller}`,
    ...(certificate ? { secured: securedAddresses(ports, certificate) } : {}),
    logFile: join(folder, 'broker.log'),
    pid: () => running.pid,
    async stop() {
      await running.end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
    kill: () => running.end('SIGKILL'),
    async restart() {
      await running.end('SIGTERM')
      running = await start()
    },
  }
}

function securedAddresses(ports: Ports, certificate: Certificate): NonNullable<Broker['secured']> {
  return {
    tls: `127.0.0.1:${ports.tls}`,
    sasl: `127.0.0.1:${ports.sasl}`,
    saslTls: `127.0.0.1:${ports.saslTls}`,
    ca: certificate.pem,
  }
}

async function formatStorage(jars: string, folder: string, users: Readonly<Record<string, string>>): Promise<void> {
  const scram = Object.entries(users).flatMap(([name, password]) =>
    scramMechanisms.flatMap((mechanism) => ['--add-scram', `${mechanism}=[name=${name},password=${password}]`]),
  )
  const properties = join(folder, 'server.properties')
  const format = ['format', '-t', 'VHJ1bmtsaW5lLVRlc3RzIQ', '-c', properties, ...scram]
  await promisify(execFile)('java', [
    '-XX:TieredStopAtLevel=1',
    '-cp',
    join(jars, '*'),
    'kafka.tools.StorageTool',
    ...format,
  ])
}

async function launch(jars: string, folder: string, address: string, heapMb: number): Promise<Running> {
  const logFile = join(folder, 'broker.log')
  const log = openSync(logFile, 'a')
  const child = spawn(
    'java',
    [
      `-Xmx${heapMb}m`,
      '-XX:+UseSerialGC',
      '-Dorg.apache.logging.log4j.level=INFO',
      '-cp',
      join(jars, '*'),
      'kafka.Kafka',
      join(folder, 'server.properties'),
    ],
    { stdio: ['ignore', log, log], detached: true },
  )
  closeSync(log)
  const pid = child.pid!
  let ended = false
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      ended = true
      resolve()
    }),
  )
  // Reads a pipe from this process: when that closes without a word, this process died, and the broker must not stay.
  const guard = spawn('sh', ['-c', 'cat >/dev/null; kill -9 "$1" 2>/dev/null', 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  exited.then(() => guard.kill('SIGKILL'))
  child.unref()
  guard.unref()
  ;(guard.stdin as unknown as { unref?(): void }).unref?.()
  const end = async (signal: NodeJS.Signals) => {
    if (ended) return
    child.ref()
    child.kill(signal)
    await exited
  }
  try {
    await answers(address, () => ended)
  } catch (error) {
    await end('SIGKILL')
    throw new PlatformError(`the broker did not start: ${(error as Error).message}\n${lastLines(logFile)}`)
  }
  return { pid, end }
}

async function answers(address: string, ended: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    if (ended()) throw new Error('its process ended')
    const admin = new Admin({ clientId: 'starting', bootstrapBrokers: [address], retries: 0, timeout: 2000 })
    try {
      await admin.listTopics()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
    } finally {
      await admin.close()
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function lastLines(logFile: string): string {
  return readFileSync(logFile, 'utf8').split('\n').slice(-30).join('\n')
}
