import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { validFrom, validTo } from './shapes.ts'

/** A local date on which the holiday bands of a tariff hold instead of those by weekday. */
export const catalogueHoliday = contract({
  name: 'catalogue_holiday',
  description: 'A local date on which the holiday rates of a tariff win over those by weekday.',
  eventTime: 'valid_from',
  identity: ['tariff_id', 'holiday', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    tariff_id: field(t.lowCardinality, 'Tariff', 'standard'),
    holiday: field(t.date, 'Local date', '2026-12-25'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
