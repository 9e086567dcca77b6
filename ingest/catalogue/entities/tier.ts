import { decimal, defaulted, map, optional, price, record, type ValueOf } from '../schema/shape.ts'

/** A step of a graduated, volume, percentage or capacity price. */
export const tierShape = record('tier', 'A step of a price by quantity; it begins where the one before ends.', {
  up_to: optional(
    decimal('0'),
    'Largest quantity in it, included; the last tier has none (else the price says `beyond_tiers`)',
    '1000',
  ),
  amount: defaulted(price(), '0', 'Price of `per` units', '0.02'),
  flat_fee: defaulted(price(), '0', 'Charged once when the tier is entered', '5'),
  per: defaulted(
    decimal('0.000000001'),
    '1',
    'Units the amount is for; above 1 they are sold in started blocks',
    '100',
  ),
  percentage: defaulted(
    price(),
    '0',
    'Percent of the amount (graduated_percentage, volume_percentage), 1.5 = 1.5 %',
    '1.5',
  ),
  maximum: optional(price('0'), 'The tier costs no more than this', '20'),
  limits: defaulted(
    map(decimal('0')),
    '',
    'capacity by several units: the tier holds when each is within its limit',
    '{seats: 10, sites: 2}',
  ),
})
export type Tier = ValueOf<typeof tierShape>
