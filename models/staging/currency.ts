import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'

const withoutMinorUnit = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const withThousandths = 'BHD IQD JOD KWD LYD OMR TND'

/** Decimals of a currency that is not listed. */
export const USUAL_MINOR_UNITS = 2

/** Overdue below this is not collected, in a currency that is not listed: 100 minor units. */
export const USUAL_MINIMUM_OVERDUE = '1'

const codes = (list: string) => ch.arrayJoin(ch.splitBy(ch.text(list), ' '))

/** Currencies whose minor unit is not a hundredth (ISO 4217), or for which the catalogue says otherwise. */
export const currency = model('staging.currency', { own: sources.catalogueCurrency })
  .describe({
    description:
      'Currencies whose minor unit is not a hundredth (ISO 4217), and those of the catalogue; every other has two decimals.',
    columns: {
      minor_units: 'Decimals of amounts on bills',
      minimum_overdue: 'Less overdue is not collected; 100 minor units unless the catalogue says otherwise',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('own_version', (w) =>
        w
          .selectFrom('own as o')
          .selectAll('o')
          .$call(lastLanded((eb) => [eb.ref('o.currency')])),
      )
      .with('usual', (w) =>
        w
          .selectNoFrom([
            codes(withoutMinorUnit).as('currency'),
            ch.toInt(ch.literal(0)).as('minor_units'),
            ch.amount('100', 3).as('minimum_overdue'),
          ])
          .unionAll(
            w.selectNoFrom([
              codes(withThousandths).as('currency'),
              ch.toInt(ch.literal(3)).as('minor_units'),
              ch.amount('0.1', 3).as('minimum_overdue'),
            ]),
          ),
      )
      .selectFrom('usual as u')
      .$call(antiJoin('own_version as o', (join) => join.onRef('o.currency', '=', 'u.currency')))
      .select(['u.currency', 'u.minor_units', 'u.minimum_overdue'])
      .unionAll((w) =>
        w.selectFrom('own_version as o').select((eb) => [
          ch.widen(eb.ref('o.currency')).as('currency'),
          ch.toInt(eb.ref('o.decimals')).as('minor_units'),
          ch
            .coalesce(
              ch.decimal(eb.ref('o.minimum_overdue'), 3),
              ch.multiIf(
                [
                  [eb('o.decimals', '=', 0), ch.amount('100', 3)],
                  [eb('o.decimals', '=', 1), ch.amount('10', 3)],
                  [eb('o.decimals', '=', 3), ch.amount('0.1', 3)],
                ],
                ch.amount(USUAL_MINIMUM_OVERDUE, 3),
              ),
            )
            .as('minimum_overdue'),
        ]),
      ),
  )
  .table({ orderBy: ['currency'] })
  .check(notNull('currency'), unique('currency'))
