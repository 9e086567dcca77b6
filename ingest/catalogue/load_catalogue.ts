import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { LineCounter } from 'yaml'
import { InputError } from '../../warehouse/errors.ts'
import { unreadableFile } from '../sources/source_file.ts'
import { readWholeText } from '../sources/whole_file.ts'
import { belowZero, type Note } from './below_zero.ts'
import { type Catalogue, catalogueShape, type EntityList } from './catalogue.ts'
import { hashOf } from './catalogue_hash.ts'
import { type Draft, withListFiles } from './list_files.ts'
import { describeProblems, type Problem } from './problem.ts'
import { type Reading, type RowsRead, startReading } from './read_value.ts'
import { readYaml } from './read_yaml.ts'
import { checkWhole } from './references.ts'

export interface LoadedCatalogue {
  readonly catalogue: Catalogue
  /** SHA-256 of what the files say, whatever their layout, names and comments. */
  readonly hash: string
  readonly files: readonly string[]
}

const GIVEN = 'give a folder of catalogue files, or one'

/** All of a folder's faults at once; `loaded` is there when there are none. */
export interface CheckedCatalogue {
  readonly problems: readonly Problem[]
  /** Of a catalogue without faults: what is rarely meant. */
  readonly notes: readonly Note[]
  readonly loaded?: LoadedCatalogue
}

/** Reads every `.yaml` and `.yml` file under `folder` (or one file) as one catalogue. */
export function checkCatalogue(folder: string, onRows?: RowsRead): CheckedCatalogue {
  if (!existsSync(folder)) throw new InputError(`${folder}: there is no such file or folder`, GIVEN)
  const root = statSync(folder).isDirectory() ? folder : dirname(folder)
  const files = statSync(folder).isDirectory() ? yamlFiles(folder) : [basename(folder)]
  if (files.length === 0)
    throw new InputError(`${folder}: no .yaml file is in it`, 'docs/catalogue.md shows a first one')
  const all = startReading(root, onRows)
  const { problems } = all
  const whole = Object.fromEntries(Object.keys(catalogueShape.members).map((name) => [name, []])) as unknown as Record<
    EntityList,
    unknown[]
  >
  for (const file of files) {
    const reading: Reading = { ...all, file, lines: new LineCounter() }
    const value = readYaml(readWholeText(join(root, file), GIVEN), catalogueShape, reading) as Draft | undefined
    if (value === undefined) continue
    const open = (name: string) => textOf(root, join(dirname(file), name))
    for (const [name, entities] of Object.entries(withListFiles(value, reading, open)))
      whole[name as EntityList].push(...entities)
  }
  const catalogue = whole as unknown as Catalogue
  checkWhole(catalogue, all)
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1))
  if (problems.length > 0) return { problems, notes: [] }
  return { problems, notes: belowZero(catalogue, all), loaded: { catalogue, hash: hashOf(catalogue), files } }
}

/** The catalogue of a folder. Throws an InputError that lists every fault. */
export function loadCatalogue(folder: string, onRows?: RowsRead): LoadedCatalogue {
  const { problems, loaded } = checkCatalogue(folder, onRows)
  if (loaded !== undefined) return loaded
  throw new InputError(describeProblems(folder, problems), `when they are mended: trunkline catalogue check ${folder}`)
}

function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort()
  } catch (error) {
    throw unreadableFile((error as NodeJS.ErrnoException).path ?? folder, error)
  }
}

/** A file of the folder; none outside it. */
export function textOf(root: string, name: string): string | undefined {
  const path = join(root, name)
  if (relative(root, path).split(sep)[0] === '..' || !existsSync(path) || !statSync(path).isFile()) return undefined
  return readWholeText(path, 'give a CSV file')
}
