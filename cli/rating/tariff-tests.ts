import { ratingProject } from '../../operations/rating/rating-project.ts'
import { readCaseFile } from '../../operations/rating/tariff-test/case-file.ts'
import { type CaseResult, runCases } from '../../operations/rating/tariff-test/run-cases.ts'
import { CheckError, InputError } from '../../warehouse/errors.ts'
import type { RateOptions } from '../commands/rate.ts'
import { TIME_TO_DROP, withSession } from '../session.ts'
import { answerTables } from './tables.ts'

/** Options of rating that a case says by itself. */
const inCases = [
  'catalogue',
  'usage',
  'subscribers',
  'offering',
  'timeZone',
  'cycleDay',
  'start',
  'from',
  'to',
  'asOf',
  'landed',
  'subscription',
] as const

/** `trunkline rate <files>`: rates the cases of files, all in one go, and compares each with what it expects. */
export async function tariffTests(files: readonly string[], options: RateOptions): Promise<void> {
  const told = inCases.find((name) => options[name] !== undefined)
  if (told !== undefined) {
    const option = told.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    throw new InputError(`--${option} is not for files with cases`, 'write it into the case: docs/rating.md')
  }
  const cases = files.flatMap(readCaseFile)
  await withSession(
    options,
    async ({ warehouse, print, progress, signal }) => {
      const results = await runCases(warehouse, ratingProject(), cases, {
        explained: options.explain === true,
        signal,
        onProgress: (done) => progress.update('cases', done, cases.length),
      })
      progress.clear()
      const failed = results.filter(({ ok }) => !ok)
      if (options.json) print(JSON.stringify({ cases: results.length, failed: failed.length, results }))
      else for (const result of results) print(described(result, options.explain === true || cases.length === 1))
      if (failed.length > 0) {
        throw new CheckError(`${failed.length} of ${results.length} cases do not come out as expected`)
      }
      if (!options.json)
        print(`\n${results.length} ${results.length === 1 ? 'case comes' : 'cases come'} out as expected`)
    },
    TIME_TO_DROP,
  )
}

function described({ file, line, name, ok, differences, answer }: CaseResult, whole: boolean): string {
  const totals = answer.totals.map(({ total, currency }) => `${total} ${currency}`).join(', ') || 'nothing'
  const head = `${ok ? '✓' : '✗'} ${file}:${line}: ${name}: ${totals}`
  const tables = whole ? answerTables(answer, process.stdout.columns) : []
  return [head, ...differences.map((text) => `    ${text}`), ...tables].join('\n')
}
