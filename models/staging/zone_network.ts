import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

/** Networks that belong to zones of a tariff. */
const inferred = model('staging.zone_network', { row: sources.zoneNetwork })
  .describe({
    description:
      'Networks of zones: visited when roaming, or the operator of the other number; of rows with one identity the last landed holds.',
    columns: { valid_to: 'End, not included; 2120-01-01 when open; not after `valid_from` when it was withdrawn' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('row as r')
      .select((eb) => [
        'r.tariff_id',
        'r.is',
        'r.network',
        'r.zone',
        'r.valid_from',
        ch.coalesce(eb.ref('r.valid_to'), openEnd()).as('valid_to'),
      ])
      .$call(lastLanded((eb) => [eb.ref('r.tariff_id'), eb.ref('r.is'), eb.ref('r.network'), eb.ref('r.valid_from')])),
  )
  .table({ orderBy: ['tariff_id', 'is', 'network'] })
  .check(notNull('tariff_id', 'is'), unique('tariff_id', 'is', 'network', 'valid_from'))

export interface ZoneNetworkRow extends RowOf<typeof inferred> {}
export const zoneNetwork: Model<'staging.zone_network', ZoneNetworkRow> = inferred
