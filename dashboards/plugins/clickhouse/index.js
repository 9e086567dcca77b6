// @ts-check
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { columnOf } from './column.js'

/**
 * @typedef {{ url?: string, username?: string, password?: string, database?: string }} Options
 * @typedef {Record<string, unknown>} Row
 * @typedef {{ rows: () => AsyncGenerator<Row[]>, columnTypes: object[] }} Table
 */

/** Evidence reads these from `connection.yaml` and from EVIDENCE_SOURCE__<source>__<option>. */
export const options = {
  url: { title: 'URL', type: 'string', required: true, default: 'http://127.0.0.1:8123' },
  username: { title: 'Username', type: 'string', default: 'default' },
  password: { title: 'Password', type: 'string', secret: true },
  database: { title: 'Database', type: 'string', default: 'default' },
}

/** @param {Options} source */
function connect(source) {
  return createClient({
    url: source.url ?? options.url.default,
    username: source.username || options.username.default,
    password: source.password ?? '',
    database: source.database || options.database.default,
    application: 'trunkline-dashboards',
    request_timeout: 300_000,
    keep_alive: { enabled: false }, // the client is never closed: an idle socket would hold the build
    log: { level: ClickHouseLogLevel.OFF }, // Evidence prints the error, once
    clickhouse_settings: {
      date_time_output_format: 'iso',
      output_format_json_quote_64bit_integers: 0,
      output_format_json_quote_decimals: 0,
    },
  })
}

/**
 * Runs the `.sql` files of a source. Column types are the server's own, rows are streamed.
 *
 * Evidence cannot store a table without rows, and a page over a missing table fails. So an empty result becomes one row
 * of nulls: pages compare or add up, and both leave nulls out.
 *
 * @param {Options} source
 */
export function getRunner(source) {
  const client = connect(source)
  /** @param {string} sql @param {string} file @param {number} batchSize @returns {Promise<Table | null>} */
  return async (sql, file, batchSize) => {
    if (!file.endsWith('.sql')) return null
    const format = 'JSONCompactEachRowWithNamesAndTypes'
    const result = await client.query({ query: sql.trim().replace(/;$/, ''), format })
    const lines = linesOf(result)
    const names = await headerOf(lines)
    const columns = (await headerOf(lines)).map(columnOf)
    return {
      columnTypes: names.map((name, i) => ({ name, evidenceType: columns[i]?.evidenceType, typeFidelity: 'precise' })),
      rows: async function* () {
        let rows = 0
        let batch = []
        for await (const line of lines) {
          batch.push(Object.fromEntries(names.map((name, i) => [name, columns[i]?.read(line[i])])))
          rows += 1
          if (batch.length < batchSize) continue
          yield batch
          batch = []
        }
        if (rows === 0) batch.push(Object.fromEntries(names.map((name) => [name, null])))
        if (batch.length > 0) yield batch
      },
    }
  }
}

/** @param {{ stream(): AsyncIterable<{ json(): unknown }[]> }} result @returns {AsyncGenerator<unknown[]>} */
async function* linesOf(result) {
  for await (const chunk of result.stream()) for (const line of chunk) yield/** @type {unknown[]} */ (line.json())
}

/** @param {AsyncGenerator<unknown[]>} lines @returns {Promise<string[]>} */
async function headerOf(lines) {
  const { value, done } = await lines.next()
  if (done) throw new Error('ClickHouse answered without column names and types')
  return value.map(String)
}

/** @param {Options} source @returns {Promise<true | { reason: string }>} */
export async function testConnection(source) {
  const client = connect(source)
  try {
    const answer = await client.ping({ select: true })
    return answer.success ? true : { reason: `${source.url}: ${answer.error.message}` }
  } finally {
    await client.close()
  }
}
