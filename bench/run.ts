// npm run bench -- <name> : each benchmark prints figures and one line a ratio against a baseline of the same run.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from './report.ts'
import { createReport } from './report.ts'

const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(import.meta.dirname, entry.name, 'bench.ts')))
  .map((entry) => entry.name)
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !names.includes(name))
if (wanted.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `there is no benchmark ${unknown.join(', ')}\n` : ''}npm run bench -- ${names.join(' | ')}`,
  )
  process.exit(2)
}
for (const name of wanted) {
  const { bench } = (await import(join(import.meta.dirname, name, 'bench.ts'))) as {
    bench(report: Report): Promise<void>
  }
  console.log(`# ${name}: Node ${process.version}, ${navigator.hardwareConcurrency} cores`)
  const report = createReport((line) => console.log(line))
  await bench(report)
  if (report.missed().length > 0) console.log(`# goals missed: ${report.missed().join(', ')}`)
}
