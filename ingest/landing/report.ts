/** What a landing did, for one partition: one file, or one set of events made here. */
export interface LandingReport {
  readonly feed: string
  readonly file: string
  readonly partition: string
  /** Frames, records and events of this run; what had landed before is in `alreadyLanded`. */
  readonly frames: number
  readonly records: number
  readonly events: number
  /** Rows by contract, as counted in ClickHouse. */
  readonly landed: Readonly<Record<string, number>>
  readonly quarantined: number
  readonly skipped: number
  /** Records left out on purpose, by the reason the mapping gave. */
  readonly skips: Readonly<Record<string, number>>
  /** Records that earlier runs had done with. */
  readonly alreadyLanded: number
  /** Records that an interrupted run had left standing and that were not inserted again. */
  readonly recovered: number
  readonly batches: number
  readonly seconds: number
  /** Events a second. */
  readonly rowsPerSecond: number
}

/** What happens while landing, for whoever watches. */
export type LandingEvent =
  | {
      readonly is: 'progress'
      readonly feed: string
      readonly file: string
      readonly partition: string
      readonly records: number
      readonly events: number
      readonly quarantined: number
      readonly skipped: number
      readonly batches: number
      readonly seconds: number
    }
  | { readonly is: 'waiting'; readonly reason: string; readonly seconds: number }
  | {
      readonly is: 'recovering'
      readonly feed: string
      readonly file: string
      readonly events: number
      readonly quarantined: number
    }
  | { readonly is: 'notice'; readonly message: string }

export interface LandingOptions {
  /** Environment's prefix of database names, such as `dev_ana__`. */
  readonly prefix?: string
  /** Events in a batch; 100,000 when absent. */
  readonly batchRows?: number
  /** Milliseconds after which a batch is cut; 1,000 when absent. */
  readonly batchMs?: number
  /** Milliseconds to wait for a ClickHouse that does not answer; ten minutes when absent. */
  readonly patience?: number
  /** Ends the waiting for a ClickHouse that does not answer: what was in flight is for the next owner. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: LandingEvent) => void
}

/** Adds up reports as batches come in. */
export interface Tally {
  records: number
  events: number
  quarantined: number
  skipped: number
  recovered: number
  batches: number
  frames: number
  alreadyLanded: number
  readonly landed: Map<string, number>
  readonly skips: Map<string, number>
}

export function newTally(): Tally {
  return {
    records: 0,
    events: 0,
    quarantined: 0,
    skipped: 0,
    recovered: 0,
    batches: 0,
    frames: 0,
    alreadyLanded: 0,
    landed: new Map(),
    skips: new Map(),
  }
}

export function addUp(into: Map<string, number>, more: Iterable<readonly [string, number]>): void {
  for (const [name, count] of more) into.set(name, (into.get(name) ?? 0) + count)
}

export function reportOf(
  origin: { readonly feed: string; readonly file: string; readonly partition: string },
  tally: Tally,
  milliseconds: number,
): LandingReport {
  const seconds = milliseconds / 1000
  return {
    feed: origin.feed,
    file: origin.file,
    partition: origin.partition,
    frames: tally.frames,
    records: tally.records,
    events: tally.events,
    landed: Object.fromEntries(tally.landed),
    quarantined: tally.quarantined,
    skipped: tally.skipped,
    skips: Object.fromEntries(tally.skips),
    alreadyLanded: tally.alreadyLanded,
    recovered: tally.recovered,
    batches: tally.batches,
    seconds,
    rowsPerSecond: seconds > 0 ? Math.round(tally.events / seconds) : 0,
  }
}
