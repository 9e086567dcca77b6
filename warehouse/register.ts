import type { Warehouse } from './connect.ts'
import { quoteIdentifier, quoteText } from './quote.ts'

/**
 * Compare-and-set on ClickHouse: each step of a key's history is one row, inserted with the token `<key>:<step>`.
 * The server drops a second insert with the same token, so of several writers of one step exactly one wins, and
 * reading the row back tells each writer which.
 */
export interface Step {
  /** 0 for a key that was never set. */
  readonly step: number
  readonly value: string
}

/** More steps than can be in flight at once; a retry later than that finds its step taken when its insert begins. */
const WINDOW = 10_000

/** Columns of the table that keys are kept in, in order. */
export const registerColumns = ['key', 'step', 'value', 'at'] as const

/** Name, columns and engine of the table that keys are kept in. */
export const registerTable = `register (key String, step UInt64, value String, at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = MergeTree ORDER BY (key, step) SETTINGS non_replicated_deduplication_window = ${WINDOW}`

/** Makes the table a database's keys are kept in, and the database; `database` is its name, unquoted, here and below. */
export async function createRegister(warehouse: Warehouse, database: string): Promise<void> {
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(database)}`)
  await warehouse.command(`CREATE TABLE IF NOT EXISTS ${quoteIdentifier(database)}.${registerTable}`)
}

/** A condition in SQL: the key's newest step is still this one. */
export function standsAt(database: string, key: string, step: number): string {
  return `(SELECT max(step) FROM ${quoteIdentifier(database)}.register WHERE key = ${quoteText(key)}) = ${step}`
}

/** The newest step of a key. */
export function readRegister(warehouse: Warehouse, database: string, key: string): Promise<Step> {
  return readStep(warehouse, database, `key = ${quoteText(key)}`)
}

/** Every step of a key, oldest first. */
export async function readSteps(warehouse: Warehouse, database: string, key: string): Promise<Step[]> {
  const rows = await warehouse.rows<{ step: string; value: string }>(
    `SELECT step, argMin(value, at) AS value FROM ${quoteIdentifier(database)}.register WHERE key = ${quoteText(key)}
     GROUP BY step ORDER BY step`,
  )
  return rows.map(({ step, value }) => ({ step: Number(step), value }))
}

/**
 * Moves a key from `expected` to the next step. Answers the step that now stands: the caller has won if its value does.
 * Values must differ between writers (put a random owner id in), or two winners could not be told apart.
 */
export async function compareAndSet(
  warehouse: Warehouse,
  database: string,
  key: string,
  expected: number,
  value: string,
): Promise<Step> {
  const next = expected + 1
  await warehouse.command(
    `INSERT INTO ${quoteIdentifier(database)}.register (key, step, value)
     SELECT ${quoteText(key)}, ${next}, ${quoteText(value)} WHERE ${standsAt(database, key, expected)}`,
    { settings: { insert_deduplication_token: `${key}:${next}`, async_insert: 0 } },
  )
  const won = await readStep(warehouse, database, `key = ${quoteText(key)} AND step = ${next}`)
  return won.value === value ? won : readRegister(warehouse, database, key)
}

async function readStep(warehouse: Warehouse, database: string, where: string): Promise<Step> {
  const rows = await warehouse.rows<{ step: string; value: string }>(
    `SELECT step, argMin(value, at) AS value FROM ${quoteIdentifier(database)}.register WHERE ${where}
     GROUP BY step ORDER BY step DESC LIMIT 1`,
  )
  return rows[0] ? { step: Number(rows[0].step), value: rows[0].value } : { step: 0, value: '' }
}
