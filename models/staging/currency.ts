import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'

const withoutMinorUnit = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const withThousandths = 'BHD IQD JOD KWD LYD OMR TND'

/** Decimals of a currency that is not listed. */
export const USUAL_MINOR_UNITS = 2

const codes = (list: string) => ch.arrayJoin(ch.splitBy(ch.text(list), ' '))

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
export const currency = model('staging.currency', {})
  .describe({
    description: 'Currencies whose minor unit is not a hundredth (ISO 4217); every other has two decimals.',
    columns: { minor_units: 'Decimals of amounts on bills' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectNoFrom([codes(withoutMinorUnit).as('currency'), ch.toInt(ch.literal(0)).as('minor_units')])
      .unionAll(q.selectNoFrom([codes(withThousandths).as('currency'), ch.toInt(ch.literal(3)).as('minor_units')])),
  )
  .table({ orderBy: ['currency'] })
  .check(notNull('currency'), unique('currency'))
