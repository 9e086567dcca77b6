import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readCaseFile } from '../../../operations/rating/tariff-test/case-file.ts'
import { finished, newHome, spawnTrunkline } from '../../cli/trunkline.ts'

const samples = join(import.meta.dirname, '../../../samples/tariff-tests')
const files = [import.meta.dirname, samples].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name)),
)
const cases = files.flatMap((file) => readCaseFile(file).map(({ name, line }) => ({ file, line, name })))

interface Result {
  readonly file: string
  readonly name: string
  readonly ok: boolean
  readonly differences: readonly string[]
}

// Allowances and prepaid balances of other billers' suites, and the samples, as files with cases: one run of the command.
const home = newHome(afterAll)
let results: readonly Result[]
beforeAll(async () => {
  const run = await finished(
    spawnTrunkline(home, ['rate', '--json', ...files], { CLICKHOUSE_URL: inject('clickhouseUrl') }),
  )
  if (run.code !== 0 && run.code !== 1) throw new Error(`trunkline rate ended with ${run.code}: ${run.err}`)
  results = JSON.parse(run.out).results
}, 300_000)

test.each(cases)('$name', ({ file, name }) => {
  const result = results.find((one) => one.file === file && one.name === name)
  expect(result?.differences).toEqual([])
  expect(result?.ok).toBe(true)
})
