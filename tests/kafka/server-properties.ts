import type { Certificate } from './certificate.ts'

/** Ports of a broker's listeners on loopback. */
export interface Ports {
  readonly controller: number
  readonly plain: number
  readonly tls: number
  readonly sasl: number
  readonly saslTls: number
}

export interface ServerProperties {
  readonly dataDir: string
  readonly ports: Ports
  /** A second node of a cluster, without a controller of its own; `ports.controller` is the first one's. */
  readonly joins?: boolean
  /** With one, the listeners for TLS and SASL are opened too. */
  readonly certificate?: Certificate
  /** Who may log in by SASL PLAIN; SCRAM users are written when the storage is formatted. */
  readonly users?: Readonly<Record<string, string>>
  /** Settings of Kafka's own that win over those here. */
  readonly overrides?: Readonly<Record<string, string>>
}

export const scramMechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

/** `server.properties` of one process that is broker and, unless it joins one, KRaft controller; every replication factor is 1. */
export function serverProperties({
  dataDir,
  ports,
  joins = false,
  certificate,
  users,
  overrides,
}: ServerProperties): string {
  const listeners = {
    PLAIN: ports.plain,
    ...(certificate ? { TLS: ports.tls, SASL: ports.sasl, SASL_TLS: ports.saslTls } : {}),
  }
  const addresses = Object.entries(listeners).map(([name, port]) => `${name}://127.0.0.1:${port}`)
  const lines: Record<string, string> = {
    'process.roles': joins ? 'broker' : 'broker,controller',
    'node.id': joins ? '2' : '1',
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...addresses, ...(joins ? [] : [`CONTROLLER://127.0.0.1:${ports.controller}`])].join(','),
    'advertised.listeners': addresses.join(','),
    'inter.broker.listener.name': 'PLAIN',
    'listener.security.protocol.map':
      'CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,TLS:SSL,SASL:SASL_PLAINTEXT,SASL_TLS:SASL_SSL',
    'log.dirs': dataDir,
    // One of each: replicas and spare partitions only cost time here.
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'share.coordinator.state.topic.num.partitions': '1',
    // Groups settle at once, and a member that was killed is given up after a second if it asks for that.
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '500',
    'group.consumer.min.session.timeout.ms': '500',
    'group.consumer.session.timeout.ms': '6000',
    'group.consumer.min.heartbeat.interval.ms': '100',
    'group.consumer.heartbeat.interval.ms': '1000',
    // A killed broker may register again when its last session has run out: by default 9 s later.
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    // A test that mistypes a topic must fail, not make one.
    'auto.create.topics.enable': 'false',
    'log.cleaner.dedupe.buffer.size': '4194304',
    'log.retention.check.interval.ms': '1000',
    ...(certificate ? secured(certificate, users ?? {}) : {}),
    ...overrides,
  }
  return Object.entries(lines)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}

function secured(certificate: Certificate, users: Readonly<Record<string, string>>): Record<string, string> {
  const plainUsers = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`)
  const lines: Record<string, string> = {
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': certificate.keystore,
    'ssl.keystore.password': certificate.password,
    'ssl.key.password': certificate.password,
    'sasl.enabled.mechanisms': ['PLAIN', ...scramMechanisms].join(','),
  }
  for (const listener of ['sasl', 'sasl_tls']) {
    const key = `listener.name.${listener}`
    lines[`${key}.plain.sasl.jaas.config`] =
      `org.apache.kafka.common.security.plain.PlainLoginModule required ${plainUsers.join(' ')};`
    for (const mechanism of scramMechanisms) {
      lines[`${key}.${mechanism.toLowerCase()}.sasl.jaas.config`] =
        'org.apache.kafka.common.security.scram.ScramLoginModule required;'
    }
  }
  return lines
}
