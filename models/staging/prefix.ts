import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Number prefixes and their zones, as dated rows of the catalogue. */
const inferred = model('staging.prefix', { prefix: sources.prefix })
  .describe({
    description:
      'Number prefixes of tariffs and the zones they belong to; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('prefix as p')
      .select((eb) => [
        'p.tariff_id',
        'p.prefix',
        'p.exact',
        'p.zone',
        'p.name',
        'p.valid_from',
        ch.coalesce(eb.ref('p.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(
        lastLanded((eb) => [eb.ref('p.tariff_id'), eb.ref('p.prefix'), eb.ref('p.exact'), eb.ref('p.valid_from')]),
      ),
  )
  .table({ orderBy: ['tariff_id', 'prefix', 'valid_from'] })
  .check(notNull('tariff_id', 'prefix', 'zone'), unique('tariff_id', 'prefix', 'exact', 'valid_from'))

export interface PrefixRow extends RowOf<typeof inferred> {}
export const prefix: Model<'staging.prefix', PrefixRow> = inferred
