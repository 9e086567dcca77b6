import { readFileSync } from 'node:fs'
import { ConfigurationError } from '../../../warehouse/errors.ts'

/** How to reach a Kafka cluster: plain data, from a URL or a feeds file. */
export interface KafkaConnection {
  /** `host:port` of some brokers; the others are found through them. */
  readonly brokers: readonly string[]
  /** True: the system's authorities. An object: files in PEM. */
  readonly tls?: boolean | TlsFiles
  readonly sasl?: SaslLogin
  /** Library that speaks the protocol; `platformatic` when absent. */
  readonly client?: KafkaClientName
}

export interface TlsFiles {
  /** Certificate authority that signed the brokers' certificates. */
  readonly ca?: string
  /** Certificate and key of this client, where brokers ask for one. */
  readonly cert?: string
  readonly key?: string
}

export interface SaslLogin {
  readonly mechanism: SaslMechanism
  readonly username: string
  readonly password: string
}

export const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const
export type SaslMechanism = (typeof saslMechanisms)[number]

export const kafkaClientNames = ['platformatic', 'kafkajs'] as const
export type KafkaClientName = (typeof kafkaClientNames)[number]

/** TLS material as both clients take it. */
export interface TlsContext {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/**
 * Reads the files of a TLS configuration; undefined without TLS.
 *
 * @throws ConfigurationError naming the file that cannot be read.
 */
export function tlsContext({ tls }: KafkaConnection): TlsContext | undefined {
  if (!tls) return undefined
  if (tls === true) return {}
  const entries = Object.entries(tls).map(([name, path]) => [name, pem(name, path as string)])
  return Object.fromEntries(entries) as TlsContext
}

function pem(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigurationError(
      `Kafka: the ${name} file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'give the path of a PEM file that this user may read',
    )
  }
}
