import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'

/** Each set of prices once: what a tariff's tables of prices are told apart by. */
export const rateEpoch = model('rating.rate_epoch', { epoch: catalogueEpoch })
  .describe({
    description: 'Sets of prices of a tariff, each with the instant since when it holds.',
    columns: { rate_epoch: 'Number of the set of prices and holidays', at: 'Since when it holds' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('epoch as e')
      .select((eb) => ['e.tariff_id', 'e.rate_epoch', ch.min(eb.ref('e.valid_from')).as('at')])
      .groupBy(['e.tariff_id', 'e.rate_epoch']),
  )
  .view()
