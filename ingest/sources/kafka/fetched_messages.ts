import type { KafkaMessage, MessageHeader } from './consumer.ts'

/** A partition's part of a fetch, as @platformatic/kafka decodes it. */
export interface FetchedPartition {
  readonly partitionIndex: number
  readonly lastStableOffset: bigint
  readonly abortedTransactions: readonly { readonly producerId: bigint; readonly firstOffset: bigint }[] | null
  readonly records?: readonly FetchedBatch[] | null
}

interface FetchedBatch {
  readonly firstOffset: bigint
  readonly lastOffsetDelta: number
  readonly firstTimestamp: bigint
  readonly maxTimestamp: bigint
  readonly producerId: bigint
  readonly attributes: number
  readonly records: readonly {
    readonly offsetDelta: number
    readonly timestampDelta: bigint
    readonly value: Uint8Array | null
    readonly headers: readonly (readonly [Uint8Array | null, Uint8Array | null])[]
  }[]
}

const LOG_APPEND_TIME = 1 << 3
const TRANSACTIONAL = 1 << 4
const CONTROL = 1 << 5

const noHeaders: readonly MessageHeader[] = []

/**
 * The committed messages of a fetch from an offset on, and where the next fetch begins. A batch begins before the offset
 * asked for when that lies inside it. What a transaction wrote that was aborted is left out: from the first offset the
 * broker names for its producer to the marker that ends it.
 */
export function messagesOf(
  part: FetchedPartition,
  from: number,
): { readonly messages: KafkaMessage[]; readonly next: number } {
  const messages: KafkaMessage[] = []
  let next = from
  const aborted = [...(part.abortedTransactions ?? [])].sort((a, b) => Number(a.firstOffset - b.firstOffset))
  const aborting = new Set<bigint>()
  for (const batch of part.records ?? []) {
    const first = Number(batch.firstOffset)
    next = Math.max(next, first + batch.lastOffsetDelta + 1)
    while (aborted.length > 0 && aborted[0]!.firstOffset <= batch.firstOffset + BigInt(batch.lastOffsetDelta)) {
      aborting.add(aborted.shift()!.producerId)
    }
    if (batch.attributes & CONTROL) {
      aborting.delete(batch.producerId)
      continue
    }
    if (batch.attributes & TRANSACTIONAL && aborting.has(batch.producerId)) continue
    const base = Number(batch.firstTimestamp)
    const appended = batch.attributes & LOG_APPEND_TIME ? Number(batch.maxTimestamp) : undefined
    for (const { offsetDelta, timestampDelta, value, headers } of batch.records) {
      const offset = first + offsetDelta
      if (offset < from) continue
      messages.push({
        offset,
        timestamp: appended ?? base + Number(timestampDelta),
        value,
        headers: headers.length === 0 ? noHeaders : headers.map(headerOf),
      })
    }
  }
  return { messages, next }
}

function headerOf([name, value]: readonly [Uint8Array | null, Uint8Array | null]): MessageHeader {
  return [String(name ?? ''), String(value ?? '')]
}
