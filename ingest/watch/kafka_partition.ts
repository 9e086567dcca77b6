import { setTimeout as sleep } from 'node:timers/promises'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError, PlatformError } from '../../warehouse/errors.ts'
import type { MessageDecoder } from '../codecs/message.ts'
import type { SourceRecord } from '../codecs/record.ts'
import { landPartition, type PartitionSource } from '../landing/land_partition.ts'
import { recordMapper } from '../landing/map_record.ts'
import { TakenOver } from '../landing/owner.ts'
import type { LandingEvent, LandingOptions } from '../landing/report.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import { type KafkaConsumer, type MessageBatch, NoLeader, type TopicPartition } from '../sources/kafka/consumer.ts'
import { KafkaReader, OutOfRange, recordAt, TOMBSTONE } from './kafka_reader.ts'
import type { PartitionView } from './running_feed.ts'

/** One partition as its feed hands it over. */
export interface KafkaPartitionOptions {
  readonly consumer: KafkaConsumer
  readonly place: TopicPartition
  /** The partition's name in the ledger. */
  readonly name: string
  readonly feed: string
  readonly mapping: LoadedMapping
  readonly decode: MessageDecoder
  readonly sessionMs: number
  /** Messages that may wait to be decoded, in bytes. */
  readonly waitingBytes: number
}

type Counts = Pick<PartitionView, 'records' | 'events' | 'quarantined' | 'skipped' | 'batches'>

/** After a fault that the next attempt may not meet, in milliseconds. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
/** Longest between two looks for a leader. */
const LEADER_PAUSE = 2_000
/** Times that a partition may be taken, within ten minutes, from a process to which its group keeps giving it. */
const MOST_TAKEN = 3
const TAKEN_MS = 600_000

/** Lands one partition for as long as it is this process's. */
export class KafkaPartition {
  readonly #warehouse: Warehouse
  readonly #options: KafkaPartitionOptions
  readonly #landing: LandingOptions
  readonly #reader: KafkaReader
  readonly #abort = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #state: PartitionView['state'] = 'recovering'
  #counts: Counts = { records: 0, events: 0, quarantined: 0, skipped: 0, batches: 0 }
  /** What landed before the attempt that runs. */
  #before: Counts = this.#counts
  #landedAt: number | null = null
  #leaderlessSince: number | undefined
  /** Where to end, when it is not to go on: the end of the log at the beginning. */
  #target: number | undefined

  constructor(warehouse: Warehouse, options: KafkaPartitionOptions, landing: LandingOptions) {
    this.#warehouse = warehouse
    this.#options = options
    this.#landing = {
      ...landing,
      patience: Number.POSITIVE_INFINITY,
      signal: this.#abort.signal,
      onEvent: (event) => {
        this.#look(event)
        landing.onEvent?.(event)
      },
    }
    this.#reader = new KafkaReader(options.consumer, options.place, options.decode, options.waitingBytes)
  }

  /** True when it was told to stop. */
  get stopped(): boolean {
    return this.#abort.signal.aborted
  }

  push(batch: MessageBatch): void {
    this.#reader.push(batch)
  }

  outOfRange(): void {
    this.#reader.outOfRange()
  }

  /** Told whether the partition has no leader now. */
  leaderless(now: boolean): void {
    if (now === (this.#leaderlessSince !== undefined)) return
    this.#leaderlessSince = now ? Date.now() : undefined
    const message = now ? 'has no leader: it waits until it has one, other partitions go on' : 'has a leader again'
    this.#landing.onEvent?.({ is: 'notice', message: `${this.#options.name} ${message}` })
  }

  /** Lands what is in flight and gives the partition back. */
  async stop(): Promise<void> {
    this.#abort.abort()
    this.#reader.stop()
    await this.#running.catch(() => undefined)
  }

  /** Lands until it is stopped, or with `untilEnd` until what is there now has landed. */
  run(untilEnd: boolean): Promise<void> {
    this.#running = this.#run(untilEnd)
    return this.#running
  }

  view(): PartitionView {
    const since = this.#leaderlessSince
    // What comes to a partition without a leader is not known: the oldest of it is as old as that at most.
    const oldest = this.#reader.oldest ?? since
    return {
      partition: this.#options.name,
      state: since === undefined ? this.#state : 'waiting',
      ...this.#counts,
      lag: since === undefined ? this.#reader.lag : null,
      lagMs: oldest === undefined ? null : Math.max(0, Date.now() - oldest),
      landedAt: this.#landedAt,
      ...(since !== undefined && { waitsFor: 'the partition has no leader', waitsSince: since }),
    }
  }

  async #run(untilEnd: boolean): Promise<void> {
    let taken: number[] = []
    for (let pause = FIRST_PAUSE; !this.stopped; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      this.#before = this.#counts
      try {
        await landPartition(this.#warehouse, this.#source(untilEnd), this.#landing)
        return
      } catch (error) {
        if (error instanceof OutOfRange) continue
        // The user's mapping or a defect: trying again is of no use. What the platform met may have passed.
        if (!(error instanceof PlatformError)) throw error
        if (this.stopped) return
        if (error instanceof TakenOver) {
          taken = [...taken.filter((at) => Date.now() - at < TAKEN_MS), Date.now()]
          if (taken.length === MOST_TAKEN) throw contested(this.#options.name, error)
        }
        if (error instanceof NoLeader) {
          this.leaderless(true)
          pause = Math.min(pause, LEADER_PAUSE)
        } else {
          this.#landing.onEvent?.({ is: 'notice', message: `${this.#options.name}: ${error.message}; trying again` })
        }
      }
      if (this.#counts.batches > this.#before.batches) pause = FIRST_PAUSE
      await sleep(pause, undefined, { signal: this.#abort.signal }).catch(() => undefined)
    }
  }

  #source(untilEnd: boolean): PartitionSource {
    const { consumer, place, name, feed, mapping, sessionMs } = this.#options
    const map = recordMapper(mapping.mapping, name)
    return {
      feed,
      partition: name,
      file: name,
      mapping: mapping.mapping.name,
      mappingHash: mapping.hash,
      endless: true,
      takeOver: { afterMs: sessionMs, signal: this.#abort.signal },
      map: (record) => (record.value === TOMBSTONE ? { is: 'skipped', reason: 'tombstone' } : map(record)),
      records: (from) => this.#records(from, untilEnd),
      landed: (next) => {
        this.#reader.landed(next)
        consumer.commit(place, next).catch((error: Error) => {
          // The ledger has it; the group's offset only serves lag tools, and the next batch tells it again.
          this.#landing.onEvent?.({
            is: 'notice',
            message: `${name}: the group was not told offset ${next}: ${error.message}`,
          })
        })
      },
    }
  }

  async *#records(from: number, untilEnd: boolean): AsyncGenerator<readonly SourceRecord[]> {
    const { consumer, place, name } = this.#options
    const { begin, end } = await consumer.bounds(place)
    this.leaderless(false)
    if (from > end) {
      throw new ConfigurationError(
        `${name}: ${from} messages have landed, the topic holds ${end}: it was made anew`,
        'give the feed the next generation (--generation 2), so that its offsets are told from those before',
      )
    }
    this.#reader.ends(end)
    if (untilEnd) this.#target ??= end
    const target = this.#target
    this.#state = end > from ? 'landing' : 'idle'
    if (from < begin) {
      // Lost before anybody read it: said where every refused record is, and never forgotten.
      // A compacted topic has fewer messages than offsets.
      const count = begin - from === 1 ? 'a message was' : `up to ${begin - from} messages were`
      const lost = `${count} deleted by the topic's retention before being read`
      yield [recordAt(begin - 1, { raw: '', unreadable: { expected: `offsets ${from} to ${begin - 1}`, got: lost } })]
    }
    const next = Math.max(from, begin)
    if (target !== undefined && next >= target) return
    for await (const records of this.#reader.records(next)) {
      if (records.length > 0) this.#state = 'landing'
      yield records
      if (target !== undefined && this.#reader.next >= target) {
        consumer.pause(place)
        return
      }
    }
  }

  #look(event: LandingEvent): void {
    if (event.is === 'progress') {
      const { records, events, quarantined, skipped, batches } = this.#before
      this.#counts = {
        records: records + event.records,
        events: events + event.events,
        quarantined: quarantined + event.quarantined,
        skipped: skipped + event.skipped,
        batches: batches + event.batches,
      }
      this.#landedAt = Date.now()
      this.#state = this.#reader.lag === 0 ? 'idle' : 'landing'
    } else if (event.is === 'waiting') this.#state = 'waiting'
    else if (event.is === 'recovering') this.#state = 'recovering'
  }
}

/** Two groups that read one topic as one feed take every partition from each other, over and over. */
function contested(name: string, error: Error): ConfigurationError {
  return new ConfigurationError(
    `${name}: ${error.message}, ${MOST_TAKEN} times, while its group keeps giving it to this one`,
    'processes that land one feed must be of one consumer group: give them the same --group, or one of them another --feed',
  )
}
