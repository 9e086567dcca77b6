import {
  defaulted,
  identifier,
  list,
  needed,
  nested,
  optional,
  record,
  reference,
  text,
  type ValueOf,
} from '../schema/shape.ts'
import { dated, endsAfterItStarts } from './dated.ts'
import { usagePriceShape } from './usage_price.ts'

/** Prices of use that offerings share. */
export const tariffShape = record(
  'tariff',
  'Prices of use that offerings share.',
  {
    id: needed(identifier, 'Name by which offerings refer to it', 'standard'),
    name: defaulted(text, '', 'Name for people', 'Standard tariff'),
    calendar: optional(reference('calendar'), 'Where the bands of its rates are', 'working-week'),
    zones: defaulted(
      list(reference('zone')),
      '',
      'Zones numbers are looked up in; those its rates name unless told',
      '[germany]',
    ),
    fallbacks: defaulted(
      list(reference('tariff')),
      '',
      'Tariffs whose prices hold where this one has none, in their order',
      '[international]',
    ),
    prices: needed(list(nested(usagePriceShape)), 'Its prices', '[{id: sms, service: sms, rates: [{rate: 0.09}]}]'),
    ...dated,
  },
  [endsAfterItStarts],
)
export type Tariff = ValueOf<typeof tariffShape>
