import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { filesAt } from '../../ingest/sources/folder.ts'
import { kafkaAddress } from '../../ingest/sources/kafka/address.ts'
import {
  type Compression,
  compressions,
  type OutgoingMessage,
  openTopicWriter,
} from '../../ingest/sources/kafka/topic_writer.ts'
import { simulationParts } from '../../samples/simulator/simulate.ts'
import { InputError } from '../../warehouse/errors.ts'
import type { CommonOptions } from '../session.ts'
import { progressOf } from '../terminal/progress.ts'
import { wholeNumber } from '../whole-number.ts'

interface ProduceOptions extends CommonOptions {
  readonly key?: string
  readonly rate?: string
  readonly compression: string
  readonly createPartitions?: string
  readonly skipHeader?: boolean
  readonly whole?: boolean
  readonly subscribers: string
  readonly months: string
  readonly seed: string
}

/** Messages in one request. */
const CHUNK = 1_000

/** `trunkline produce <source> <topic>`: the sample operator's events, or files, to a topic. */
export async function produce(source: string, address: string, options: ProduceOptions): Promise<void> {
  const { connection, topics } = kafkaAddress(address, process.env)
  if (topics.length !== 1)
    throw new InputError('Messages are produced to one topic at a time', 'name one topic in the address')
  if (!compressions.includes(options.compression as Compression)) {
    throw new InputError(`--compression is "${options.compression}"`, `expected one of ${compressions.join(', ')}`)
  }
  const rate = options.rate === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--rate', options.rate, 1)
  const messages = source === 'simulator' ? simulated(options) : fileMessages(source, options)
  const writer = await openTopicWriter({
    connection,
    topic: topics[0]!,
    compression: options.compression as Compression,
    ...(options.createPartitions
      ? { createPartitions: wholeNumber('--create-partitions', options.createPartitions, 1, 10_000) }
      : {}),
  })
  const progress = progressOf(options)
  const began = performance.now()
  let sent = 0
  let chunk: OutgoingMessage[] = []
  const send = async () => {
    await writer.write(chunk)
    sent += chunk.length
    chunk = []
    progress.update(`${topics[0]}: messages sent`, sent)
    const ahead = (sent / rate) * 1000 - (performance.now() - began)
    if (ahead > 0) await sleep(ahead)
  }
  try {
    for await (const message of messages) {
      chunk.push(keyed(message, options.key))
      if (chunk.length >= Math.min(CHUNK, Math.max(1, rate / 5))) await send()
    }
    await send()
  } finally {
    await writer.close()
  }
  progress.clear()
  const seconds = (performance.now() - began) / 1000
  const result = { topic: topics[0], messages: sent, seconds: Number(seconds.toFixed(3)) }
  process.stdout.write(
    options.json
      ? `${JSON.stringify(result)}\n`
      : `${sent.toLocaleString('en')} messages to ${topics[0]} in ${seconds.toFixed(1)} s\n`,
  )
}

/** The sample operator's events as JSON, in the order they are made. */
function* simulated(options: ProduceOptions): Generator<OutgoingMessage> {
  const parts = simulationParts({
    seed: wholeNumber('--seed', options.seed, 0, 2 ** 31),
    subscribers: wholeNumber('--subscribers', options.subscribers, 1, 10_000_000),
    months: wholeNumber('--months', options.months, 1, 60),
  })
  for (const { events } of parts) {
    for (const event of events())
      yield { value: JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) }
  }
}

/** The lines of a file or of a folder's files, or with `whole` each file as one message. */
async function* fileMessages(path: string, { whole, skipHeader }: ProduceOptions): AsyncGenerator<OutgoingMessage> {
  for (const file of await filesAt(path)) {
    if (whole) {
      yield { value: await readFile(file).catch((error: NodeJS.ErrnoException) => cannotRead(file, error)) }
      continue
    }
    const bytes = createReadStream(file)
    const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
    bytes.on('error', (error) => text.destroy(error))
    let first = skipHeader === true
    try {
      for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (!first && line !== '') yield { value: line }
        first = false
      }
    } catch (error) {
      cannotRead(file, error as NodeJS.ErrnoException)
    }
  }
}

function cannotRead(file: string, error: NodeJS.ErrnoException): never {
  throw new InputError(
    `${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
    'check the path',
  )
}

/** The field of a JSON message that is its key: messages of one key stay in order. */
function keyed(message: OutgoingMessage, field: string | undefined): OutgoingMessage {
  if (field === undefined || typeof message.value !== 'string') return message
  let key: unknown
  try {
    key = (JSON.parse(message.value) as Record<string, unknown>)[field]
  } catch {
    throw new InputError(
      `--key ${field}: a line is no JSON: ${message.value.slice(0, 80)}`,
      'leave --key out, or give NDJSON',
    )
  }
  return key === undefined || key === null ? message : { ...message, key: String(key) }
}
