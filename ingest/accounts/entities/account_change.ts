import { flag, identifier, localTime, needed, optional, record, whole } from '../../catalogue/schema/shape.ts'

/** What changes about an account. */
export const accountChangeShape = record(
  'account_change',
  'What changes about an account; what is not named stays as it was. Who pays on the last day of a bill period pays all of it.',
  {
    at: needed(localTime, 'Since when; the last change of a day owns it', '2026-02-15'),
    payer: optional(identifier, 'The account that pays its bills from then on; its own id: itself', 'A-0'),
    cycle_day: optional(whole(1, 31), 'Day of month on which its periods begin', '15'),
    cycle_months: optional(whole(1, 12), 'Months in a bill cycle', '2'),
    cycle_month: optional(whole(1, 12), 'A month in which a bill cycle of several months begins', '2'),
    tax: optional(identifier, 'The tax on everything on its bills from then on (reverse charge)', 'reverse'),
    tax_exempt: optional(flag, 'No tax on its bills', 'true'),
  },
)
