import {
  defaulted,
  identifier,
  list,
  needed,
  nested,
  oneOf,
  optional,
  patterned,
  record,
  reference,
  sum,
  text,
  type ValueOf,
} from '../schema/shape.ts'
import { allowanceShape } from './allowance.ts'
import { prepaidMembers } from './balance.ts'
import { chargeShape } from './charge.ts'
import { dated, endsAfterItStarts } from './dated.ts'
import { discountShape } from './discount.ts'
import { mostIsNotBelowLeast } from './least_and_most.ts'
import { usagePriceShape } from './usage_price.ts'

/** A plan that can be bought (TMF620 productOffering). */
export const offeringShape = record(
  'offering',
  'A plan that can be bought (TMF620 productOffering).',
  {
    id: needed(identifier, 'Id that subscriptions name', 'mobile-20'),
    name: needed(text, 'Name on bills', 'Mobile 20'),
    line_type: defaulted(
      oneOf('mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'),
      'mobile postpaid',
      'Type of line it is for',
      'mobile postpaid',
    ),
    currency: needed(patterned(/^[A-Z]{3}$/, 'three capital letters (ISO 4217)'), 'Currency of all its amounts', 'EUR'),
    legal_entity: optional(reference('legal_entity'), 'Who sells it', 'telco-de'),
    tax: optional(reference('tax'), 'Tax of its charges unless they name another', 'standard'),
    tariff: optional(reference('tariff'), 'Prices of its use; or usage, not both', 'standard'),
    calendar: optional(reference('calendar'), 'With usage: where the bands of its rates are', 'working-week'),
    usage: defaulted(list(nested(usagePriceShape)), '', 'Its own prices of use instead of a tariff’s', '[]'),
    charges: defaulted(
      list(nested(chargeShape)),
      '',
      'Charges that do not depend on use',
      '[{id: monthly, amount: 20}]',
    ),
    allowances: defaulted(list(nested(allowanceShape)), '', 'What may be used before it is charged', '[]'),
    discounts: defaulted(list(nested(discountShape)), '', 'Discounts that come with it', '[]'),
    ...prepaidMembers,
    minimum_spend: defaulted(
      sum('0'),
      '0',
      'A subscription costs at least this a cycle (commitment; the rest is a true-up line)',
      '10',
    ),
    maximum_spend: optional(sum('0'), 'A subscription costs at most this a cycle', '80'),
    ...dated,
  },
  [endsAfterItStarts, hasOneTariff, mostIsNotBelowLeast('minimum_spend', 'maximum_spend')],
)
export type Offering = ValueOf<typeof offeringShape>

function hasOneTariff(offering: Readonly<Record<string, unknown>>) {
  const own = (offering.usage as readonly unknown[] | undefined)?.length ?? 0
  return own > 0 && offering.tariff !== undefined
    ? { member: 'usage', expected: 'a tariff or prices of its own, not both (copy the prices into one of them)' }
    : undefined
}
