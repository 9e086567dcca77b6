import {
  defaulted,
  flag,
  identifier,
  list,
  needed,
  oneOf,
  optional,
  patterned,
  record,
  text,
  type ValueOf,
} from '../schema/shape.ts'
import { dated, endsAfterItStarts } from './dated.ts'

const digits = patterned(/^\d{1,15}$/, '1 to 15 digits without +')

/** A group of numbers or networks that are priced alike. The longest matching prefix decides. */
export const zoneShape = record(
  'zone',
  'A group of numbers or networks that are priced alike. The longest matching prefix wins.',
  {
    id: needed(identifier, 'Name by which prices and allowances refer to it', 'germany-mobile'),
    name: defaulted(text, '', 'Name on bills', 'Germany, mobile'),
    kind: defaulted(
      oneOf('national', 'international', 'on-net', 'roaming', 'short', 'premium', 'freephone', 'emergency'),
      'national',
      'What kind of destination it is; only for reports, prices decide what it costs',
      'international',
    ),
    prefixes: defaulted(list(digits), '', 'Leading digits of the normalised number', '[4915, 4916]'),
    numbers: defaulted(
      list(patterned(/^\d{1,14}$/, '1 to 14 digits without +')),
      '',
      'Numbers in full, such as short ones: 911 is no prefix of +91 1…',
      '["112", "110"]',
    ),
    prefixes_file: optional(text, 'CSV file beside this one with columns prefix and, if wanted, name', 'germany.csv'),
    networks: defaulted(
      list(patterned(/^\d{3}(-\d{2,3})?$/, 'MCC or MCC-MNC, such as 262 or 262-01')),
      '',
      'Visited networks (roaming): MCC-MNC, or MCC for the whole country',
      '[262-01, "208"]',
    ),
    countries: defaulted(
      list(patterned(/^[A-Z]{2}$/, 'a two-letter country code such as DE')),
      '',
      'ISO 3166 countries whose calling code is a prefix; those that share a code need prefixes',
      '[DE, FR]',
    ),
    operators: defaulted(
      list(text),
      '',
      'Operators whose numbers belong here whatever their prefix, by number portability',
      '[Our Network]',
    ),
    all_numbers: defaulted(flag, 'false', 'Every number that no prefix matches', 'true'),
    ...dated,
  },
  [endsAfterItStarts, hasMembers],
)
export type Zone = ValueOf<typeof zoneShape>

function hasMembers(zone: Readonly<Record<string, unknown>>) {
  const lists = ['prefixes', 'numbers', 'networks', 'countries', 'operators'].some(
    (name) => (zone[name] as unknown[])?.length > 0,
  )
  if (lists || zone.prefixes_file !== undefined || zone.all_numbers === true) return undefined
  return {
    member: 'prefixes',
    expected: 'prefixes, prefixes_file, numbers, networks, countries, operators or all_numbers',
  }
}
