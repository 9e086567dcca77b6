import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { finished, newHome, spawnTrunkline } from '../../cli/trunkline.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

type Row = Readonly<Record<string, unknown>>

/** What these tests read of the answer of `trunkline rate --json`. */
export interface Rated {
  readonly lines: readonly {
    readonly event_id: string
    readonly subscription_id: string
    readonly amount: string
    readonly charged_quantity: string
    readonly prefix: string | null
    readonly band: string | null
  }[]
  readonly rejects: readonly { readonly event_id: string; readonly subscription_id: string; readonly reason: string }[]
  readonly totals: readonly { readonly currency: string; readonly usage: string }[]
}

/** Runs `trunkline rate` on use and lines that lie in files, as anybody would. */
export async function rateCommand(
  catalogue: string,
  usage: readonly Row[],
  lines: readonly Row[] = [],
): Promise<Rated> {
  const files = temporaryFolder('rate-command')
  const write = (name: string, rows: readonly Row[]) => {
    writeFileSync(join(files, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    return join(files, name)
  }
  const home = newHome((work) => process.once('exit', work))
  const args = ['rate', '--catalogue', catalogue, '--usage', write('usage.ndjson', usage), '--json']
  const more = lines.length === 0 ? [] : ['--subscribers', write('lines.ndjson', lines)]
  const span = ['--from', '2026-01-01', '--to', '2029-01-01']
  const child = spawnTrunkline(home, [...args, ...more, ...span], { CLICKHOUSE_URL: inject('clickhouseUrl') })
  child.stdin!.end()
  const { code, out, err } = await finished(child)
  if (code !== 0) throw new Error(err)
  return JSON.parse(out) as Rated
}
