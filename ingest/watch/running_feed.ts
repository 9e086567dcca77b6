/** A feed that runs until it is stopped: a Kafka topic, a watched folder. */
export interface RunningFeed {
  readonly feed: string
  readonly kind: 'kafka' | 'folder'
  /** Resolves when it has stopped; rejects when it cannot go on. */
  readonly ended: Promise<void>
  /** Begins nothing new, lands what is in flight, gives its partitions back. */
  stop(): Promise<void>
  /** What it sees now, one entry a partition that it holds, or has held and given back. */
  observe(): readonly PartitionView[]
}

/** One partition of a running feed. Counts are of this process since it began. */
export interface PartitionView {
  readonly partition: string
  readonly state: 'recovering' | 'landing' | 'idle' | 'waiting' | 'released'
  readonly records: number
  readonly events: number
  readonly quarantined: number
  readonly skipped: number
  readonly batches: number
  /** Records (Kafka) or files (folder) that are there and have not landed; null when unknown. */
  readonly lag: number | null
  /** Age of the oldest of them in milliseconds; null when unknown or none. */
  readonly lagMs: number | null
  /** When the newest batch was done, in epoch milliseconds. */
  readonly landedAt: number | null
  /** What it waits for, such as a leader; absent where it waits for nothing. */
  readonly waitsFor?: string
  /** Since when, in epoch milliseconds. */
  readonly waitsSince?: number
}
