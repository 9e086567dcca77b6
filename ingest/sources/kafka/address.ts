import { ConfigurationError } from '../../../warehouse/errors.ts'
import {
  type KafkaClientName,
  type KafkaConnection,
  kafkaClientNames,
  type SaslMechanism,
  saslMechanisms,
  type TlsFiles,
} from './connection.ts'

/** What a Kafka address names: a cluster and topics of it. */
export interface KafkaAddress {
  readonly connection: KafkaConnection
  readonly topics: readonly string[]
}

const EXAMPLE =
  'kafka://broker:9092/topic, or kafka+tls://user@broker-1:9093,broker-2:9093/topic?mechanism=SCRAM-SHA-512&ca=ca.pem'
const PARAMETERS = ['mechanism', 'ca', 'cert', 'key', 'client']

/** True for what looks like a Kafka address rather than a path. */
export function isKafkaAddress(text: string): boolean {
  return /^kafka(\+tls)?:\/\//.test(text)
}

/**
 * Reads `kafka://broker:9092/topic-a,topic-b`. With `kafka+tls://` the connection is encrypted; a user before the `@` logs in,
 * with the password of the environment variable `KAFKA_PASSWORD` unless the address holds one.
 *
 * @throws ConfigurationError that says what part is wrong.
 */
export function kafkaAddress(text: string, environment: Readonly<Record<string, string | undefined>>): KafkaAddress {
  // Lists of hosts are no URL to the parser: they are cut out first.
  const match = /^kafka(\+tls)?:\/\/(?:([^@/]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/.exec(text)
  const wrong = (what: string) =>
    new ConfigurationError(`"${text.replace(/:[^:@/]*@/, ':…@')}": ${what}`, `write it like ${EXAMPLE}`)
  if (!match) throw wrong('is no Kafka address')
  const [, encrypted, login, hosts = '', path = '', query = ''] = match
  const brokers = hosts.split(',').filter((host) => host !== '')
  if (brokers.length === 0) throw wrong('names no broker')
  for (const broker of brokers)
    if (!/^(\[[^\]]+\]|[^:]+):\d{1,5}$/.test(broker)) throw wrong(`"${broker}" is no host:port`)
  const topics = path
    .split(',')
    .map(decodeURIComponent)
    .filter((topic) => topic !== '')
  if (topics.length === 0) throw wrong('names no topic')
  for (const topic of topics) if (!/^[\w.-]{1,249}$/.test(topic)) throw wrong(`"${topic}" is no name of a topic`)
  const parameters = new URLSearchParams(query)
  for (const name of parameters.keys()) {
    if (!PARAMETERS.includes(name)) throw wrong(`"${name}" is no parameter; known are ${PARAMETERS.join(', ')}`)
  }
  const mechanism = parameters.get('mechanism') ?? 'PLAIN'
  if (!saslMechanisms.includes(mechanism as SaslMechanism))
    throw wrong(`mechanism is one of ${saslMechanisms.join(', ')}`)
  const client = parameters.get('client') ?? undefined
  if (client && !kafkaClientNames.includes(client as KafkaClientName))
    throw wrong(`client is one of ${kafkaClientNames.join(', ')}`)
  const files = Object.fromEntries(
    ['ca', 'cert', 'key'].flatMap((name) => (parameters.get(name) ? [[name, parameters.get(name)]] : [])),
  )
  if (!encrypted && Object.keys(files).length > 0) throw wrong('ca, cert and key need kafka+tls://')
  const [username = '', inAddress] = (login ?? '').split(':').map(decodeURIComponent)
  const password = inAddress ?? environment.KAFKA_PASSWORD
  if (login && password === undefined) throw wrong(`no password for ${username}: set KAFKA_PASSWORD`)
  if (!login && parameters.has('mechanism')) throw wrong('a mechanism needs a user: kafka://user@broker:9092/topic')
  return {
    topics,
    connection: {
      brokers,
      ...(encrypted ? { tls: Object.keys(files).length > 0 ? (files as TlsFiles) : true } : {}),
      ...(login ? { sasl: { mechanism: mechanism as SaslMechanism, username, password: password! } } : {}),
      ...(client ? { client: client as KafkaClientName } : {}),
    },
  }
}
