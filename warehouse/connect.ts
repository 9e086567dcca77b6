import { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { Cluster } from './cluster/cluster.ts'
import type { Columns } from './columns.ts'
import { PlatformError } from './errors.ts'
import { wireType } from './native.ts'
import { quoteIdentifier, quoteText } from './quote.ts'

export type Settings = Readonly<Record<string, string | number>>

export interface StatementOptions {
  readonly settings?: Settings
  readonly queryId?: string
  readonly params?: Readonly<Record<string, unknown>>
  /** Told how many rows a command has written, as far as the server says so. */
  readonly onWritten?: (rows: number) => void
}

/** One connection to one ClickHouse, embedded or not. It keeps no session, so calls may run at once. */
export interface Warehouse {
  readonly url: string
  /** Where this is the home of a cluster: calls go to the home, what must go further goes through `warehouse/cluster`. */
  readonly cluster?: Cluster
  readonly client: ClickHouseClient
  /** Whom it connects as, where that is not the server's `default` user without a password. */
  readonly credentials?: Credentials
  /** Runs a statement that answers nothing. */
  command(sql: string, options?: StatementOptions): Promise<void>
  /** Rows as objects; decimals and 64-bit integers come as strings, so that nothing is rounded. */
  rows<T>(sql: string, options?: StatementOptions): Promise<T[]>
  /** Inserts one Native block (see native.ts) of these columns. */
  insertNative(table: string, columns: Columns, body: Uint8Array, options?: InsertOptions): Promise<void>
  close(): Promise<void>
}

export interface InsertOptions {
  /** Makes a retry of the same block harmless. */
  readonly token?: string
  readonly settings?: Settings
  /** A condition in SQL that the server looks at when it begins the insert: unless it holds, nothing is inserted. */
  readonly provided?: string
}

export interface Credentials {
  readonly username?: string
  readonly password?: string
}

export interface WarehouseAddress extends Credentials {
  readonly url: string
}

/**
 * Whether the server compiles what it is asked three times: that takes it a tenth of a second, many times what a small question
 * does, and makes it a tenth faster and more over many rows.
 */
export function compiling(worth: boolean): Settings {
  const on = worth ? 1 : 0
  return { compile_expressions: on, compile_aggregate_expressions: on, compile_sort_description: on }
}

const SETTINGS = {
  async_insert: 0,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_64bit_integers: 1,
  date_time_output_format: 'iso',
  // A failing statement must answer with an error status, not with an error inside a 200.
  wait_end_of_query: 1,
  // Looking for constants in chains of comparisons took half of the analysis of long models, and found none.
  optimize_and_compare_chain: 0,
  ...compiling(false),
}

/** Opens the one client Trunkline uses everywhere. Nothing is sent until the first call. */
export function connect(address: WarehouseAddress): Warehouse {
  const client = createClient({
    url: address.url,
    username: address.username ?? 'default',
    password: address.password ?? '',
    application: 'trunkline',
    request_timeout: 3_600_000,
    max_open_connections: 16,
    // The local server drops idle sockets after a second; reuse none that may be gone.
    keep_alive: { enabled: true, idle_socket_ttl: 500 },
    log: { level: ClickHouseLogLevel.OFF },
  })
  const send = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw explained(error, address.url)
    }
  }
  const statement = (sql: string, options: StatementOptions = {}) => ({
    query: sql,
    clickhouse_settings: { ...SETTINGS, ...options.settings } as Record<string, string | number>,
    ...(options.queryId ? { query_id: options.queryId } : {}),
    ...(options.params ? { query_params: { ...options.params } } : {}),
  })
  const { username, password } = address
  return {
    url: address.url,
    client,
    ...(username || password ? { credentials: { ...(username && { username }), ...(password && { password }) } } : {}),
    command: (sql, options) =>
      send(async () => {
        const { summary } = await client.command(statement(sql, options))
        options?.onWritten?.(Number(summary?.written_rows ?? 0))
      }),
    rows: <T>(sql: string, options?: StatementOptions) =>
      send(async () => {
        const result = await client.query({ ...statement(sql, options), format: 'JSONEachRow' })
        return (await result.json()) as T[]
      }),
    insertNative: (table, columns, body, { token, settings, provided } = {}) =>
      send(async () => {
        const result = await client.exec({
          query: insertStatement(table, columns, provided),
          values: Readable.from([body], { objectMode: false }),
          clickhouse_settings: {
            async_insert: 0,
            max_partitions_per_insert_block: 0,
            ...(token ? { insert_deduplication_token: token } : {}),
            ...settings,
          } as Record<string, string | number>,
        })
        result.stream.resume()
        await new Promise((resolve, reject) => result.stream.once('end', resolve).once('error', reject))
      }),
    close: () => client.close(),
  }
}

function insertStatement(table: string, columns: Columns, provided: string | undefined): string {
  const list = Object.keys(columns).map(quoteIdentifier).join(', ')
  if (provided === undefined) return `INSERT INTO ${table} (${list}) FORMAT Native`
  const structure = Object.entries(columns).map(([name, column]) => `${quoteIdentifier(name)} ${wireType(column)}`)
  return (
    `INSERT INTO ${table} (${list}) SELECT ${list} FROM input(${quoteText(structure.join(', '))})` +
    ` WHERE throwIf(NOT (${provided}), 'not provided') = 0 FORMAT Native`
  )
}

/** True when the server could not be reached or went away: worth waiting for, unlike a refused statement. */
export function isConnectionError(error: unknown): boolean {
  return error instanceof PlatformError && error.cause !== undefined && !(error.cause instanceof ClickHouseError)
}

/** ClickHouse's code for a node of its cluster that it could not reach. */
const NODE_UNREACHABLE = '279'

/** What a proxy answers while there is no ClickHouse behind it; some say nothing at all. */
const GATEWAY =
  /^$|\b50[234]\b|bad gateway|gateway time-?out|(service|temporarily) unavailable|upstream connect error|no healthy upstream/i

/** A statement's error stays ClickHouse's own; a lost connection names the address and what to do. */
function explained(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error
  if (error instanceof ClickHouseError) {
    if (error.code !== NODE_UNREACHABLE) return error
    return lost(
      `ClickHouse at ${url} does not reach a node of its cluster: ${error.message}`,
      'start that node, then run the same command again',
      new Error(error.message),
    )
  }
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const gone =
    /ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN/.test(
      `${code} ${error.message}`,
    ) || /socket hang up|Timeout error/i.test(error.message)
  if (gone) {
    const hint = 'start it with `trunkline up`, or set CLICKHOUSE_URL to a server that runs'
    return lost(`ClickHouse at ${url} does not answer (${code || error.message})`, hint, error)
  }
  if (error.name === 'Error' && code === '' && GATEWAY.test(error.message)) {
    const said = error.message
      .replaceAll(/<[^>]*>|\s+/g, ' ')
      .trim()
      .slice(0, 100)
    const hint = 'look at the proxy in front of ClickHouse, and whether ClickHouse runs behind it'
    return lost(`what answers at ${url} has no ClickHouse behind it (${said || 'an empty answer'})`, hint, error)
  }
  return error
}

function lost(message: string, hint: string, cause: Error): PlatformError {
  const error = new PlatformError(message, hint)
  error.cause = cause
  return error
}
