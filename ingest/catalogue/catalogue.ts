import { calendarShape } from './entities/calendar.ts'
import { discountShape } from './entities/discount.ts'
import { currencyShape, exchangeRateShape, legalEntityShape } from './entities/legal_entity.ts'
import { numberingShape } from './entities/numbering.ts'
import { offeringShape } from './entities/offering.ts'
import { tariffShape } from './entities/tariff.ts'
import { taxShape } from './entities/tax.ts'
import { zoneShape } from './entities/zone.ts'
import { defaulted, list, nested, record, type ValueOf } from './schema/shape.ts'

/** What a catalogue file may hold; the files of a folder are one catalogue. */
export const catalogueShape = record(
  'catalogue',
  'What a catalogue file may hold; the files of a folder are one catalogue.',
  {
    offerings: defaulted(list(nested(offeringShape)), '', 'Plans', '[]'),
    tariffs: defaulted(list(nested(tariffShape)), '', 'Prices of use that plans share', '[]'),
    zones: defaulted(list(nested(zoneShape)), '', 'Destinations', '[]'),
    calendars: defaulted(list(nested(calendarShape)), '', 'Bands of hours and holidays', '[]'),
    taxes: defaulted(list(nested(taxShape)), '', 'Taxes', '[]'),
    coupons: defaulted(list(nested(discountShape)), '', 'Discounts given to accounts by code', '[]'),
    legal_entities: defaulted(list(nested(legalEntityShape)), '', 'Who issues bills', '[]'),
    currencies: defaulted(list(nested(currencyShape)), '', 'Minor units that differ from ISO 4217', '[]'),
    numbering: defaulted(
      list(nested(numberingShape)),
      '',
      'How numbers are dialled in files of use; one at a time',
      '[]',
    ),
    exchange_rates: defaulted(list(nested(exchangeRateShape)), '', 'Exchange rates', '[]'),
  },
)

/** A whole catalogue as plain data: what the rows of `catalogue_*` and the tests' evaluator are made from. */
export type Catalogue = ValueOf<typeof catalogueShape>
export type EntityList = keyof Catalogue
