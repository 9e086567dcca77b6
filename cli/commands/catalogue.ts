import { writeFileSync } from 'node:fs'
import { checkCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { describeProblem } from '../../ingest/catalogue/problem.ts'
import { catalogueJsonSchema } from '../../ingest/catalogue/schema/json_schema.ts'
import { InputError } from '../../warehouse/errors.ts'
import type { CommonOptions } from '../session.ts'

/** `trunkline catalogue check <folder>`: every fault of the files at once. */
export async function check(folder: string, options: CommonOptions): Promise<void> {
  const { problems, loaded } = checkCatalogue(folder)
  const counts = Object.fromEntries(
    Object.entries(loaded?.catalogue ?? {}).map(([name, entities]) => [name, entities.length]),
  )
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ok: problems.length === 0, hash: loaded?.hash, counts, problems })}\n`)
  }
  if (problems.length > 0) {
    const list = options.json ? '' : `\n${problems.map(describeProblem).join('\n')}`
    throw new InputError(`${folder}: ${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}${list}`)
  }
  if (options.json) return
  const said = Object.entries(counts).filter(([, count]) => count > 0)
  const words = said.map(([name, count]) => `${count} ${name.replaceAll('_', ' ')}`)
  process.stdout.write(`${folder}: right: ${words.join(', ')}; catalogue ${loaded!.hash.slice(0, 12)}\n`)
}

/** `trunkline catalogue schema [file]`: the JSON Schema, for editors. */
export async function schema(file: string | undefined): Promise<void> {
  const text = `${JSON.stringify(catalogueJsonSchema(), undefined, 2)}\n`
  if (file === undefined) process.stdout.write(text)
  else writeFileSync(file, text)
}
