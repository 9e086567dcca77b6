import type { Warehouse } from './connect.ts'
import { quoteIdentifier } from './quote.ts'

/** A table or view by its physical names. */
export interface PhysicalRelation {
  readonly database: string
  readonly table: string
}

/** Column names in order; empty when there is no such relation. */
export async function relationColumns(warehouse: Warehouse, relation: PhysicalRelation): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ name: string }>(
    'SELECT name FROM system.columns WHERE database = {database:String} AND table = {table:String} ORDER BY position',
    { params: { ...relation } },
  )
  return rows.map(({ name }) => name)
}

/** Whether there is a database of this name. */
export async function hasDatabase(warehouse: Warehouse, name: string): Promise<boolean> {
  const rows = await warehouse.rows('SELECT name FROM system.databases WHERE name = {name:String}', {
    params: { name },
  })
  return rows.length > 0
}

/** Whether there is a table or view of this name; `database` is unquoted. */
export async function hasTable(warehouse: Warehouse, database: string, table: string): Promise<boolean> {
  const rows = await warehouse.rows(
    'SELECT name FROM system.tables WHERE database = {database:String} AND name = {table:String}',
    { params: { database, table } },
  )
  return rows.length > 0
}

/** The first rows of a relation, in the order of one column or of all. */
export function readRelation(
  warehouse: Warehouse,
  { database, table }: PhysicalRelation,
  limit: number,
  orderBy?: string,
): Promise<Record<string, unknown>[]> {
  const order = orderBy === undefined ? 'ALL' : quoteIdentifier(orderBy)
  return warehouse.rows(
    `SELECT * FROM ${quoteIdentifier(database)}.${quoteIdentifier(table)} ORDER BY ${order} LIMIT ${limit}`,
  )
}

/** Answers a person's own query; nothing can be written by it. */
export function askSql(warehouse: Warehouse, query: string): Promise<Record<string, unknown>[]> {
  return warehouse.rows(query, { settings: { readonly: 2, join_use_nulls: 1, prefer_column_name_to_alias: 1 } })
}
