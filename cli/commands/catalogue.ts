import { stringify } from 'yaml'
import { describeNote } from '../../ingest/catalogue/below_zero.ts'
import { compareCatalogue, landCatalogue } from '../../ingest/catalogue/land_catalogue.ts'
import { checkCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { describeProblem } from '../../ingest/catalogue/problem.ts'
import { catalogueJsonSchema } from '../../ingest/catalogue/schema/json_schema.ts'
import { instantOf } from '../../operations/rating/subscriber.ts'
import { InputError } from '../../warehouse/errors.ts'
import { writeWhole } from '../../warehouse/folder.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { landingOptions, prepareLanding } from '../landing.ts'
import { openCatalogue, withRowsTold } from '../rating/open-catalogue.ts'
import { type CommonOptions, noted, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

/** `trunkline catalogue check <folder>`: every fault of the files at once. */
export async function check(folder: string, options: CommonOptions): Promise<void> {
  const { problems, notes, loaded } = withRowsTold(options, (onRows) => checkCatalogue(folder, onRows))
  const counts = Object.fromEntries(
    Object.entries(loaded?.catalogue ?? {}).map(([name, entities]) => [name, entities.length]),
  )
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ ok: problems.length === 0, hash: loaded?.hash, counts, problems, notes })}\n`,
    )
  }
  if (problems.length > 0) {
    const list = options.json ? '' : `\n${problems.map(describeProblem).join('\n')}`
    throw new InputError(`${folder}: ${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}${list}`)
  }
  if (options.json) return
  for (const note of notes) noted(describeNote(note))
  const said = Object.entries(counts).filter(([, count]) => count > 0)
  const words = said.map(([name, count]) => `${count} ${(count === 1 ? one(name) : name).replaceAll('_', ' ')}`)
  process.stdout.write(
    `${folder}: right: ${words.join(', ') || 'nothing in it'}; catalogue ${loaded!.hash.slice(0, 12)}\n`,
  )
}

/** `offerings` -> `offering`, `taxes` -> `tax`, `legal_entities` -> `legal_entity`. */
function one(entities: string): string {
  return entities.replace(/ies$/, 'y').replace(/(x)es$|s$/, '$1')
}

/** `trunkline catalogue schema [file]`: the JSON Schema, for editors. */
export async function schema(file: string | undefined): Promise<void> {
  const text = `${JSON.stringify(catalogueJsonSchema(), undefined, 2)}\n`
  if (file === undefined) process.stdout.write(text)
  else writeWhole(file, text, 'say where the schema shall go')
}

interface LoadOptions extends CommonOptions {
  readonly dryRun?: boolean
}

/** `trunkline catalogue load <folder>`: lands what the files change. */
export async function load(folder: string, options: LoadOptions): Promise<void> {
  const loaded = openCatalogue(folder, options)
  await withSession(options, async (session) => {
    await prepareLanding(session)
    const difference = options.dryRun
      ? await compareCatalogue(session.warehouse, loaded, session.prefix)
      : await landCatalogue(session.warehouse, loaded, new Date(), landingOptions(session))
    session.progress.clear()
    const { lines } = difference
    if (options.json) return session.print(JSON.stringify({ hash: loaded.hash, landed: !options.dryRun, lines }))
    if (lines.length > 0) session.print(`${renderTable(lines.slice(0, SHOWN), process.stdout.columns)}`)
    if (lines.length > SHOWN)
      session.print(`… and ${(lines.length - SHOWN).toLocaleString('en')} more (--json prints them)`)
    const what = options.dryRun ? 'would land' : 'landed'
    session.print(`catalogue ${loaded.hash.slice(0, 12)}: ${lines.length.toLocaleString('en')} rows ${what}`)
    const since = lines.map(({ from }) => from).sort()[0]
    if (since !== undefined) session.print(`use since ${since} is rated anew by the next: trunkline run`)
  })
}

/** Lines of a difference that a person sees. */
const SHOWN = 30

interface ShowOptions extends CommonOptions {
  readonly at?: string
}

/** `trunkline catalogue show <folder> <offering>`: a plan with its tariff and what it refers to, as of a day. */
export async function show(folder: string, id: string, options: ShowOptions): Promise<void> {
  const { catalogue, hash } = openCatalogue(folder, options)
  const now = options.at === undefined ? new Date().toISOString() : instantOf(options.at, '--at', 0)
  const holds = (entity: { readonly from: string; readonly to?: string | undefined }) =>
    entity.from <= now && (entity.to === undefined || now < entity.to)
  const offering = catalogue.offerings.find((candidate) => candidate.id === id && holds(candidate))
  if (offering === undefined) {
    const known = [...new Set(catalogue.offerings.filter(holds).map((candidate) => candidate.id))]
    const meant = nearest(id, known)[0]
    throw new InputError(
      `${folder}: no offering "${id}" is in force on ${now.slice(0, 10)}${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
      `there are: ${known.join(', ') || 'none'}`,
    )
  }
  const tariff = catalogue.tariffs.find((candidate) => candidate.id === offering.tariff && holds(candidate))
  const shown = { catalogue: hash, at: now, offering, ...(tariff ? { tariff } : {}) }
  process.stdout.write(options.json ? `${JSON.stringify(shown)}\n` : stringify(said(shown)))
}

/** A value without what it does not say. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said)
  if (value === null || typeof value !== 'object') return value
  const members = Object.entries(value).filter(
    ([, inner]) =>
      inner !== undefined && inner !== '' && !(typeof inner === 'object' && Object.keys(inner ?? {}).length === 0),
  )
  return Object.fromEntries(members.map(([name, inner]) => [name, said(inner)]))
}
