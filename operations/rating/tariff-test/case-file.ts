import { basename, dirname, join } from 'node:path'
import { type Catalogue, catalogueShape } from '../../../ingest/catalogue/catalogue.ts'
import { hashOf } from '../../../ingest/catalogue/catalogue_hash.ts'
import { withListFiles } from '../../../ingest/catalogue/list_files.ts'
import { loadCatalogue, textOf } from '../../../ingest/catalogue/load_catalogue.ts'
import { describeProblems } from '../../../ingest/catalogue/problem.ts'
import { type Reading, startReading } from '../../../ingest/catalogue/read_value.ts'
import { readYaml } from '../../../ingest/catalogue/read_yaml.ts'
import { checkWhole } from '../../../ingest/catalogue/references.ts'
import { readWholeText } from '../../../ingest/sources/whole_file.ts'
import { InputError } from '../../../warehouse/errors.ts'
import { catalogueAsOf } from '../catalogue-as-of.ts'
import { isTimeZone, type SubscriberDefaults } from '../subscriber.ts'
import { type TrialInput, trialInput } from '../trial-input.ts'
import { type TrialSpan, trialSpan } from '../trial-span.ts'
import { type FileRecord, readRecords } from '../usage-file.ts'
import { type CaseFile, caseFileShape, type Expected, type TariffCase } from './case-shape.ts'

/** A case that can be rated. */
export interface ReadCase {
  readonly file: string
  readonly line: number
  readonly name: string
  readonly catalogue: Catalogue
  /** Hash of the whole catalogue. */
  readonly hash: string
  readonly input: TrialInput
  readonly span: TrialSpan
  readonly expect: Expected | undefined
}

/** The cases of a file. InputError lists every fault with line and column. */
export function readCaseFile(path: string): ReadCase[] {
  const text = readWholeText(path, 'give files with cases: docs/rating.md')
  const reading = startReading(path)
  const value = readYaml(text, caseFileShape, reading) as CaseFile | undefined
  if (value === undefined) failOn(reading, path)
  const { cases, catalogue: named, ...members } = value!
  const own = Object.keys(catalogueShape.members).some((name) => members[name as keyof Catalogue].length > 0)
  // Cases with a fault are not among those read.
  if (named !== undefined || !own || cases.length === 0) failOn(reading, path)
  if (named !== undefined && own) {
    throw new InputError(`${path}: names a catalogue and has members of one`, 'leave one out')
  }
  if (named === undefined && !own) {
    throw new InputError(
      `${path}: there is no catalogue`,
      'name one (catalogue: ../catalogue) or write its members here',
    )
  }
  if (cases.length === 0) throw new InputError(`${path}: there are no cases`, 'docs/rating.md shows some')
  const { catalogue, hash } =
    named === undefined ? ownCatalogue(members, path, reading) : loadCatalogue(join(dirname(path), named))
  const names = new Set<string>()
  return cases.map((one) => {
    const place = reading.places.get(one)
    const where = `${path}:${place?.line ?? 1}: ${one.name}`
    if (names.has(one.name)) throw new InputError(`${where}: another case has this name`, 'name each case once')
    names.add(one.name)
    return { ...readCase(one, where, path, catalogue, reading), hash, file: path, line: place?.line ?? 1 }
  })
}

function ownCatalogue(members: Catalogue, path: string, reading: Reading) {
  const catalogue = withListFiles({ ...members }, reading, (name) => textOf(dirname(path), name)) as Catalogue
  checkWhole(catalogue, reading)
  failOn(reading, path)
  return { catalogue, hash: hashOf(catalogue) }
}

function readCase(
  one: TariffCase,
  where: string,
  path: string,
  whole: Catalogue,
  { places }: Reading,
): Pick<ReadCase, 'name' | 'catalogue' | 'input' | 'span' | 'expect'> {
  const catalogue = one.as_of === undefined ? whole : catalogueAsOf(whole, new Date(one.as_of))
  const records = (values: readonly object[]): FileRecord[] =>
    values.map((value) => ({
      file: basename(path),
      line: places.get(value)?.line ?? 1,
      value: value as FileRecord['value'],
    }))
  const usage = [
    ...records(one.usage),
    ...(one.usage_file === undefined ? [] : readRecords(join(dirname(path), one.usage_file))),
  ]
  const input = trialInput(usage, records(one.subscribers), catalogue, defaultsOf(one, where), {
    balances: records(one.balances),
    grant: one.grant,
  })
  return {
    name: one.name,
    catalogue,
    input,
    span: trialSpan(told(one), input.usage, `${where}: from`),
    expect: one.expect,
  }
}

function defaultsOf({ offering, time_zone, cycle_day, start }: TariffCase, where: string): SubscriberDefaults {
  if (!isTimeZone(time_zone)) {
    throw new InputError(`${where}: time_zone ${time_zone} is no time zone`, 'expected one such as Europe/Berlin')
  }
  return { offering, timeZone: time_zone, cycleDay: cycle_day, start: new Date(start).toISOString() }
}

const told = ({ from, to }: TariffCase) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})

function failOn({ problems }: Reading, path: string): void {
  if (problems.length === 0) return
  throw new InputError(describeProblems(path, problems))
}
