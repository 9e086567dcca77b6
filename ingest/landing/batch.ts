import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { Columns } from '../../warehouse/columns.ts'
import { NativeBlock, type NativeOptions } from '../../warehouse/native.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Contract } from '../contracts/contract.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { sourceColumns } from '../contracts/source_columns.ts'
import type { Problem } from '../contracts/validate.ts'
import type { LedgerKind } from './ledger.ts'
import type { MappedEvent } from './map_record.ts'
import { packPosition, writePosition } from './position.ts'
import { quarantineColumns } from './quarantine_columns.ts'
import type { Standing } from './recover.ts'
import type { BatchOrigin, EncodedRows, SealedBatch } from './sealed_batch.ts'

/** Begins the names of batches that land quarantined records again. */
export const REPLAY_BATCH = 'replay/'

/** Payload kept of a record that is too large to be taken. */
const PAYLOAD_LIMIT = 32 * 1024 * 1024

/** Collects one batch: events by contract and refused records, column by column. */
export class Batch {
  readonly firstFrame: number
  readonly name: string
  readonly #origin: BatchOrigin
  readonly #landedAt: number
  readonly #standing: Standing
  readonly #tables = new Map<string, NativeBlock>()
  readonly #skips = new Map<string, number>()
  #quarantine: NativeBlock | undefined
  #lastFrame: number
  #frames = 0
  #records = 0
  #events = 0
  #skipped = 0
  #stood = 0

  constructor(
    origin: BatchOrigin,
    kind: LedgerKind,
    epoch: number,
    firstFrame: number,
    landedAt: number,
    standing: Standing,
  ) {
    this.#origin = origin
    this.#landedAt = landedAt
    this.#standing = standing
    this.firstFrame = firstFrame
    this.#lastFrame = firstFrame - 1
    this.name = batchName(origin, kind, epoch, firstFrame)
  }

  get records(): number {
    return this.#records
  }

  get events(): number {
    return this.#events
  }

  /** A record whose events are valid: all of them land, except those that stand. */
  land(record: SourceRecord, events: readonly MappedEvent[]): void {
    if (this.#count(record)) return
    const recovering = this.#standing.events.size > 0
    const { frame } = record
    let stood = false
    for (let i = 0; i < events.length; i++) {
      const { contract, row } = events[i]!
      this.#events++
      if (recovering && this.#standing.events.has(packPosition(frame, record.record, i))) {
        stood = true
        continue
      }
      row.push(record.record === 0 && i === 0 ? frame : packPosition(frame, record.record, i))
      this.#block(contract).add(row)
    }
    if (stood) this.#stood++
  }

  skip(record: SourceRecord, reason: string): void {
    if (this.#count(record) || this.#standsInPart(record)) return
    this.#skipped++
    this.#skips.set(reason, (this.#skips.get(reason) ?? 0) + 1)
  }

  reject(record: SourceRecord, problem: Problem, contract: string | null): void {
    if (this.#count(record) || this.#standsInPart(record)) return
    const position = packPosition(record.frame, record.record, 0)
    const { feed, partition, file, mapping, mappingHash } = this.#origin
    const { payload, encoding } = verbatim(record)
    this.#quarantine ??= new NativeBlock(quarantineColumns, this.#metadata())
    this.#quarantine.add([
      recordId(feed, partition, record.frame, record.record),
      file,
      record.frame,
      record.record,
      record.line,
      contract,
      problem.reason,
      problem.field,
      problem.expected,
      problem.got,
      payload,
      encoding,
      record.context,
      mapping,
      mappingHash,
      position,
    ])
  }

  seal(): SealedBatch {
    return {
      firstFrame: this.firstFrame,
      lastFrame: this.#lastFrame,
      landedAt: this.#landedAt,
      name: this.name,
      frames: this.#frames,
      records: this.#records,
      events: this.#events,
      skipped: this.#skipped,
      skips: this.#skips,
      stood: this.#stood,
      tables: new Map([...this.#tables].map(([name, block]) => [name, encoded(tableColumns(name), block)])),
      quarantine: this.#quarantine && encoded(quarantineColumns, this.#quarantine),
    }
  }

  /** Counts a record; true when it stands in quarantine already and so is done with. */
  #count(record: SourceRecord): boolean {
    this.#records++
    if (record.frame !== this.#lastFrame) this.#frames++
    this.#lastFrame = record.frame
    const { quarantined } = this.#standing
    if (quarantined.size === 0 || !quarantined.has(packPosition(record.frame, record.record, 0))) return false
    this.#stood++
    return true
  }

  /** True when events of it have landed under another mapping: what has landed counts. */
  #standsInPart(record: SourceRecord): boolean {
    const { records } = this.#standing
    if (records.size === 0 || !records.has(packPosition(record.frame, record.record, 0))) return false
    this.#stood++
    return true
  }

  /** What all rows of the batch have in common, and how their positions are written. */
  #metadata(): NativeOptions {
    const { feed, partition } = this.#origin
    return {
      constants: { _source: feed, _partition: partition, _batch: this.name, _landed_at: this.#landedAt },
      writers: { _position: writePosition },
    }
  }

  #block(contract: Contract): NativeBlock {
    let block = this.#tables.get(contract.name)
    if (!block) {
      block = new NativeBlock(sourceColumns(contract), this.#metadata())
      this.#tables.set(contract.name, block)
    }
    return block
  }
}

/**
 * Deterministic: the same frames, tried again by the same owner, are the same batch. Two feeds or partitions never share
 * a name, whatever theirs begin with: the name is the token by which the server drops a retry.
 */
function batchName({ feed, partition }: BatchOrigin, kind: LedgerKind, epoch: number, firstFrame: number): string {
  return `${kind === 'replay' ? REPLAY_BATCH : ''}${originHash(feed, partition, 16)}/${epoch}/${firstFrame}`
}

/** Short name of a quarantined record to type. */
function recordId(feed: string, partition: string, frame: number, record: number): string {
  const origin = originHash(feed, partition, 8)
  return record === 0 ? `${origin}-${frame}` : `${origin}-${frame}.${record}`
}

function originHash(feed: string, partition: string, digits: number): string {
  return createHash('sha256').update(`${feed}\0${partition}`).digest('hex').slice(0, digits)
}

function verbatim({ raw, value }: SourceRecord): { payload: string; encoding: 'text' | 'base64' } {
  if (typeof raw === 'string') return { payload: raw.slice(0, PAYLOAD_LIMIT), encoding: 'text' }
  if (raw) return { payload: Buffer.from(raw).toString('base64'), encoding: 'base64' }
  const written = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
  return { payload: written ?? '', encoding: 'text' }
}

function tableColumns(contract: string): Columns {
  return sourceColumns(contractByName.get(contract)!)
}

function encoded(columns: Columns, block: NativeBlock): EncodedRows {
  const { rows } = block
  return { columns, rows, body: block.take() }
}
