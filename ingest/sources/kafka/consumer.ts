import { PlatformError } from '../../../warehouse/errors.ts'
import type { KafkaConnection } from './connection.ts'

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** One message as the broker has it. */
export interface KafkaMessage {
  readonly offset: number
  /** Epoch milliseconds: when it was produced, or appended, as the topic says. */
  readonly timestamp: number
  readonly value: Uint8Array | null
  readonly headers: readonly MessageHeader[]
}

export type MessageHeader = readonly [name: string, value: string]

/** Consecutive messages of a partition: what is missing between their offsets holds no message (markers, compaction). */
export interface MessageBatch extends TopicPartition {
  readonly messages: readonly KafkaMessage[]
  /** Where the next batch begins; offsets in between may hold no message. */
  readonly next: number
  /** First offset that is not there yet. */
  readonly end: number
}

/** First offset that is still there and first that is not there yet. */
export interface Bounds {
  readonly begin: number
  readonly end: number
}

/** What a consumer tells. None of these may throw. */
export interface ConsumerHandlers {
  /** All partitions that are this member's now, after each change in the group. */
  assigned(partitions: readonly TopicPartition[]): void
  messages(batch: MessageBatch): void
  /** The offset asked for is not in the log any more: `seek` again. */
  outOfRange(partition: TopicPartition): void
  /** All partitions read that have no leader now, whenever they are others than before; the others are read on. */
  leaderless(partitions: readonly TopicPartition[]): void
  /** Something failed that is being tried again. */
  trouble(message: string): void
  /** It cannot go on. */
  failed(error: Error): void
}

export interface ConsumerOptions {
  readonly connection: KafkaConnection
  readonly group: string
  readonly topics: readonly string[]
  /** Milliseconds without a sign of life after which the group gives a member's partitions away; 10,000 when absent. */
  readonly sessionMs?: number
  /** Bytes fetched of one partition at once; 1 MiB when absent. */
  readonly fetchBytes?: number
}

/**
 * A member of a consumer group, the small part of a Kafka client that landing needs. A partition is read only from `seek`
 * on: progress is the ledger's, not the group's.
 */
export interface KafkaConsumer {
  /** @throws ConfigurationError when a topic does not exist. */
  connect(): Promise<void>
  /** Joins the group; resolves when it is a member. */
  join(handlers: ConsumerHandlers): Promise<void>
  /** @throws NoLeader while nobody can answer for the partition. */
  bounds(partition: TopicPartition): Promise<Bounds>
  /** The topic's own id, by which a topic that was made anew under an old name is told; undefined where the client does not know. */
  topicId(topic: string): Promise<string | undefined>
  /** Reads a partition from an offset on. */
  seek(partition: TopicPartition, offset: number): void
  /** Reads no more of it; what is on its way may still come. */
  pause(partition: TopicPartition): void
  resume(partition: TopicPartition): void
  /** Tells the group how far a partition has come, for the usual lag tools. */
  commit(partition: TopicPartition, next: number): Promise<void>
  /** Leaves the group. */
  close(): Promise<void>
}

/** A partition that no broker leads: nothing of it can be read until one does. */
export class NoLeader extends PlatformError {
  constructor(place: TopicPartition) {
    super(
      `partition ${partitionKey(place)} has no leader`,
      'start the broker that has it; it is read on by itself then',
    )
  }
}

export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`
}
