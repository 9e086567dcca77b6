import { mkdir, rename, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { getQueryCachePath } from '@observablehq/notebook-kit/databases'

/** The part of a notebook's cell that matters here. */
interface Cell {
  readonly mode: string
  readonly database?: string
  readonly value: string
}

export interface MartCellsOptions {
  readonly url: string
  readonly username: string
  readonly password: string
  /** What stands before the marts' database names; '' for none. */
  readonly prefix: string
}

/**
 * Answers a notebook's SQL cells from the marts. Notebook Kit knows no ClickHouse but reads a cell's answer from its
 * cache of files, so the answers are put there before it looks, asked anew at every build.
 *
 *     <script type="application/sql" database="customers" output="survival" hidden>
 *       select tenure_months, lost from survival
 *     </script>
 *
 * `database` is a mart folder. The answer becomes a public file of the site: aggregates only.
 */
export function martCells(options: MartCellsOptions) {
  return async <N extends { cells: readonly Cell[] }>(notebook: N, { filename }: { filename: string }): Promise<N> => {
    const cells = notebook.cells.filter((cell) => cell.mode === 'sql' && cell.database)
    for (const cell of cells) {
      try {
        await answer(cell, filename, options)
      } catch (error) {
        throw new Error(`${basename(filename)}: ${(error as Error).message}\n${cell.value}`)
      }
    }
    return notebook
  }
}

async function answer(cell: Cell, filename: string, options: MartCellsOptions): Promise<void> {
  if (cell.value.includes('${')) throw new Error('a query is asked while building and knows no inputs; filter its rows')
  const database = cell.database ?? ''
  const client = connect(options, `${options.prefix}${database}`)
  try {
    const path = await getQueryCachePath(filename, database, [cell.value])
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.next`, JSON.stringify(await ask(client, cell.value)))
    await rename(`${path}.next`, path)
  } finally {
    await client.close()
  }
}

function connect({ url, username, password }: MartCellsOptions, database: string): ClickHouseClient {
  return createClient({
    url,
    username,
    password,
    database,
    application: 'trunkline-notebooks',
    request_timeout: 300_000,
    log: { level: ClickHouseLogLevel.OFF }, // the error is told once, with its cell
    clickhouse_settings: {
      date_time_output_format: 'iso', // any other text is read in the reader's time zone
      output_format_json_quote_64bit_integers: 1,
      output_format_json_quote_decimals: 0, // charts only: no document is made of these
    },
  })
}

/** One answer in the form that Notebook Kit's `DatabaseClient.revive` reads. */
async function ask(client: ClickHouseClient, query: string): Promise<object> {
  const date = new Date()
  const result = await client.query({ query, format: 'JSON' })
  const { data, meta = [] } = await result.json<Record<string, unknown>>()
  const schema = meta.map(({ name, type }) => ({ name, type: kindOf(type), nullable: type.includes('Nullable(') }))
  return { rows: data, schema, duration: Date.now() - date.getTime(), date }
}

/** Notebook Kit's name for a ClickHouse type. */
function kindOf(type: string): string {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1]
  if (inner !== undefined) return kindOf(inner)
  if (/^U?Int(64|128|256)$/.test(type)) return 'bigint' // arrives quoted, becomes a number
  if (/^U?Int/.test(type)) return 'integer'
  if (/^(B?Float|Decimal)/.test(type)) return 'number'
  if (/^Date/.test(type)) return 'date'
  if (type === 'Bool') return 'boolean'
  if (type.startsWith('Array')) return 'array'
  return /^(Map|Tuple|JSON)/.test(type) ? 'object' : 'string'
}
