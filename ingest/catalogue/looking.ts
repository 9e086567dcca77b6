import { nearest } from '../../warehouse/nearest.ts'
import type { Catalogue, EntityList } from './catalogue.ts'
import type { Problem } from './problem.ts'
import type { Reading } from './read_value.ts'

/** What is read of a catalogue so far: where things stand, what could not be read, and where faults go. */
export type Looking = Pick<Reading, 'problems' | 'references' | 'places' | 'unread'>

type Place = Omit<Problem, 'expected' | 'got'>

/** Notes a name that none of `names` is, with the one probably meant. */
export function mustExist(
  name: string,
  names: ReadonlySet<string>,
  expected: string,
  at: Place,
  problems: Problem[],
): void {
  if (names.has(name)) return
  const meant = nearest(name, [...names])[0]
  problems.push({ ...at, expected, got: JSON.stringify(name), ...(meant === undefined ? {} : { meant }) })
}

export const idsOf = (catalogue: Catalogue, entities: EntityList): string[] => catalogue[entities].map(({ id }) => id)

/** Names that may be meant, also of what could not be read; undefined where something of the kind has no name to know. */
export function namesOf(kind: string, ids: readonly string[], { unread }: Looking): ReadonlySet<string> | undefined {
  const broken = unread.filter((one) => one.kind === kind || one.kind === 'file' || one.kind === 'catalogue')
  if (broken.some(({ id }) => id === undefined)) return undefined
  return new Set([...ids, ...broken.map(({ id }) => id!)])
}

/** Where an item stands; what has no place of its own is where its holder is. */
export function placeOf(item: object, holder: object, { places }: Pick<Looking, 'places'>): Place {
  return places.get(item) ?? places.get(holder) ?? { file: 'catalogue', line: 1, column: 1, path: '' }
}
