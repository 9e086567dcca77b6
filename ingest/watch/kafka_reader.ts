import type { MessageDecoder } from '../codecs/message.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { KafkaConsumer, KafkaMessage, MessageBatch, TopicPartition } from '../sources/kafka/consumer.ts'

/** How often a reader that waits for messages looks whether a batch is due, in milliseconds. */
const TICK_MS = 50

/** What a record without a value stands for; Kafka's word for a deletion in a compacted topic. */
export const TOMBSTONE = Symbol('tombstone')

/** Hands the messages of one partition from the consumer to landing, no more at once than memory allows. */
export class KafkaReader {
  readonly #consumer: KafkaConsumer
  readonly #place: TopicPartition
  readonly #decode: MessageDecoder
  /** Messages that wait to be decoded, in bytes: above this the partition is not read on, below half of it again. */
  readonly #waitingBytes: number
  #chunks: MessageBatch[] = []
  #bytes = 0
  #paused = false
  #stopped = false
  #outOfRange = false
  #wake: () => void = () => undefined
  #next = 0
  #landed = 0
  #end: number | undefined
  #oldest: number | undefined

  constructor(consumer: KafkaConsumer, place: TopicPartition, decode: MessageDecoder, waitingBytes: number) {
    this.#consumer = consumer
    this.#place = place
    this.#decode = decode
    this.#waitingBytes = waitingBytes
  }

  /** Messages that are there and have not landed; markers of transactions at the end of the log count as none. */
  get lag(): number | null {
    if (this.#end === undefined) return null
    const waits = this.#chunks.length > 0 || this.#landed < this.#next
    return waits ? Math.max(0, this.#end - this.#landed) : Math.max(0, this.#end - this.#next)
  }

  /** When the oldest message that has not landed was produced, in epoch milliseconds. */
  get oldest(): number | undefined {
    return this.lag === 0 ? undefined : this.#oldest
  }

  /** First offset that has not been handed on. */
  get next(): number {
    return this.#next
  }

  push(batch: MessageBatch): void {
    if (this.#stopped) return
    this.#end = batch.end
    this.#chunks.push(batch)
    this.#bytes += bytesOf(batch.messages)
    if (this.#bytes > this.#waitingBytes && !this.#paused) {
      this.#paused = true
      this.#consumer.pause(this.#place)
    }
    this.#wake()
  }

  /** Told how far the partition has landed. */
  landed(next: number): void {
    this.#landed = next
  }

  /** The end of the log, as known without a message having come. */
  ends(end: number): void {
    this.#end ??= end
  }

  /** The offset asked for has gone: the reading ends with an error, and begins again where it can. */
  outOfRange(): void {
    this.#outOfRange = true
    this.#wake()
  }

  /** Ends the reading: what was handed on lands, what waits is left for the next owner. */
  stop(): void {
    this.#stopped = true
    this.#wake()
  }

  async *records(from: number): AsyncGenerator<readonly SourceRecord[]> {
    this.#chunks = []
    this.#bytes = 0
    this.#paused = false
    this.#outOfRange = false
    this.#next = from
    this.#landed = from
    this.#consumer.seek(this.#place, from)
    while (!this.#stopped) {
      if (this.#outOfRange) throw new OutOfRange()
      const chunk = this.#chunks.shift()
      if (!chunk) {
        yield []
        await this.#arrival()
        continue
      }
      this.#bytes -= bytesOf(chunk.messages)
      if (this.#paused && this.#bytes < this.#waitingBytes / 2) {
        this.#paused = false
        this.#consumer.resume(this.#place)
      }
      // A chunk that was asked for before a seek may still come.
      if (chunk.next <= this.#next) continue
      this.#next = chunk.next
      this.#oldest = chunk.messages[0]?.timestamp ?? this.#oldest
      if (this.#decode.prepare) {
        await this.#decode.prepare(chunk.messages.flatMap(({ value }) => (value === null ? [] : [value])))
      }
      yield this.#read(chunk.messages)
    }
  }

  #read(messages: readonly KafkaMessage[]): SourceRecord[] {
    const records: SourceRecord[] = []
    for (const { offset, value, headers } of messages) {
      if (value === null) {
        records.push(recordAt(offset, { value: TOMBSTONE }))
        continue
      }
      const read = this.#decode.read(value, offset, headers)
      if (read.length === 0) {
        records.push(
          recordAt(offset, { raw: value, unreadable: { expected: 'a record', got: 'a message without one' } }),
        )
      } else for (const record of read) records.push(record)
    }
    return records
  }

  async #arrival(): Promise<void> {
    if (this.#stopped || this.#outOfRange || this.#chunks.length > 0) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      timer = setTimeout(resolve, TICK_MS)
    })
    clearTimeout(timer)
  }
}

/** The offset that landing goes on with is not in the log. */
export class OutOfRange extends Error {
  override readonly name = 'OutOfRange'
}

export function recordAt(
  frame: number,
  { raw, value, unreadable }: Partial<Pick<SourceRecord, 'raw' | 'value' | 'unreadable'>>,
): SourceRecord {
  return { frame, record: 0, line: 0, raw, context: '', value, unreadable }
}

function bytesOf(messages: readonly KafkaMessage[]): number {
  let bytes = 0
  for (const { value } of messages) bytes += (value?.length ?? 0) + 64
  return bytes
}
