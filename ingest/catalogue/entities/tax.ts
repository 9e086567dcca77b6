import {
  decimal,
  defaulted,
  identifier,
  list,
  needed,
  oneOf,
  optional,
  record,
  reference,
  text,
  type ValueOf,
} from '../schema/shape.ts'
import { dated, endsAfterItStarts } from './dated.ts'

/** A tax by category and rate (EN 16931 BT-151, BT-152). */
export const taxShape = record(
  'tax',
  'A tax by category and rate (EN 16931 BT-151, BT-152).',
  {
    id: needed(identifier, 'Name by which prices refer to it', 'standard'),
    name: defaulted(text, '', 'Name on bills', 'VAT 19 %'),
    category: defaulted(
      oneOf('S', 'Z', 'E', 'AE', 'O'),
      'S',
      'S standard or reduced, Z zero, E exempt, AE reverse charge, O outside',
      'S',
    ),
    rate: optional(decimal('0', '100', 4), 'Percent, 19 = 19 %; this or parts', '19'),
    parts: defaulted(
      list(reference('tax')),
      '',
      'Several taxes on the same amount, each a group of its own on the bill (GST and PST); this or rate',
      '[gst, qst]',
    ),
    jurisdiction: defaulted(text, '', 'Country or region it belongs to', 'DE'),
    ...dated,
  },
  [
    endsAfterItStarts,
    (tax) =>
      (tax.rate === undefined) === (((tax.parts as readonly unknown[] | undefined) ?? []).length === 0)
        ? { member: 'rate', expected: 'either rate or parts' }
        : undefined,
    (tax) =>
      tax.rate !== undefined && tax.category !== 'S' && Number(tax.rate) !== 0
        ? { member: 'rate', expected: `0 for category ${tax.category}` }
        : undefined,
  ],
)
export type Tax = ValueOf<typeof taxShape>
