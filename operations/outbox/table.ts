import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import type { OutboxDocument } from './document.ts'

/** A row of the outbox: a document that its carrier has. */
export interface OutboxRow {
  readonly hash: string
  readonly place: string
}

/** Makes the outbox: append-only, a row a document and channel. Landing's events say what became of it afterwards. */
export async function createOutbox(warehouse: Warehouse, prefix: string): Promise<void> {
  const database = quoteIdentifier(`${prefix}trunkline`)
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${database}`)
  await warehouse.command(
    `CREATE TABLE IF NOT EXISTS ${database}.outbox (document_number String, kind LowCardinality(String), channel LowCardinality(String),
       recipient String, hash String, place String, handed_over_at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = MergeTree ORDER BY (document_number, channel) SETTINGS non_replicated_deduplication_window = 10000`,
  )
}

/** What has been handed over of documents, by `number\0channel`. */
export async function readHandedOver(
  warehouse: Warehouse,
  prefix: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, OutboxRow>> {
  if (numbers.length === 0) return new Map()
  const rows = await warehouse.rows<OutboxRow & { number: string; channel: string }>(
    `SELECT document_number AS number, channel, argMin(hash, handed_over_at) AS hash, argMin(place, handed_over_at) AS place
     FROM ${quoteIdentifier(`${prefix}trunkline`)}.outbox WHERE document_number IN (${numbers.map(quoteText).join(', ')}) GROUP BY number, channel`,
  )
  return new Map(rows.map(({ number, channel, hash, place }) => [`${number}\0${channel}`, { hash, place }]))
}

/** Enters a document; entering it again within the server's window does nothing. */
export async function writeHandedOver(
  warehouse: Warehouse,
  prefix: string,
  { document, hash, place }: { readonly document: OutboxDocument; readonly hash: string; readonly place: string },
): Promise<void> {
  const { number, kind, channel, recipient } = document
  const row = JSON.stringify({ document_number: number, kind, channel, recipient, hash, place })
  await warehouse.command(
    `INSERT INTO ${quoteIdentifier(`${prefix}trunkline`)}.outbox (document_number, kind, channel, recipient, hash, place) FORMAT JSONEachRow\n${row}`,
    { settings: { async_insert: 0, insert_deduplication_token: `${number}/${channel}` } },
  )
}
