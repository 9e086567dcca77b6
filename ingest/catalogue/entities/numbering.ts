import { hasNumberingPlan } from '../../mappings/number_in_full.ts'
import {
  defaulted,
  identifier,
  list,
  needed,
  nested,
  optional,
  patterned,
  type RecordRule,
  record,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { dated, endsAfterItStarts } from './dated.ts'

const numberRuleShape = record('number_rule', 'Other leading digits for numbers that begin with some.', {
  prefix: defaulted(
    patterned(/^\d{0,15}$/, '15 digits at most'),
    '',
    'Leading digits that are taken away; none for every number',
    '0011',
  ),
  becomes: defaulted(patterned(/^\d{0,15}$/, '15 digits at most'), '', 'Digits that come instead', '61'),
  digits: optional(whole(1, 30), 'Only numbers of so many digits, the prefix included', '8'),
})
export type NumberRule = ValueOf<typeof numberRuleShape>

/** How numbers are dialled in files of use. */
export const numberingShape = record(
  'numbering',
  'How numbers are written in files of use, so that they become E.164 before anything is looked up by them.',
  {
    id: needed(identifier, 'Name', 'germany'),
    country: optional(
      patterned(/^[A-Z]{2}$/, 'a two-letter country code such as DE'),
      'ISO 3166 country in whose way numbers are dialled: its international prefix (00, 011), its trunk prefix (0), its national numbers',
      'DE',
    ),
    rules: defaulted(
      list(nested(numberRuleShape)),
      '',
      'Before the country: of those that fit the one with the longest prefix, then one with digits; what it makes is in full',
      '[{prefix: "0011"}, {digits: 8, becomes: "612"}]',
    ),
    ...dated,
  },
  [endsAfterItStarts, readsSomething],
)
export type Numbering = ValueOf<typeof numberingShape>

function readsSomething(numbering: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (numbering.country === undefined) {
    const rules = numbering.rules as readonly unknown[]
    return rules.length > 0 ? undefined : { member: 'country', expected: 'country, rules or both' }
  }
  return hasNumberingPlan(numbering.country as string)
    ? undefined
    : { member: 'country', expected: 'a country with telephones' }
}
