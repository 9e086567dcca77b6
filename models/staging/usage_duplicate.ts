import { accepted } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { simulated } from './plausible.ts'
import { usageColumns } from './usage_columns.ts'
import { usageSuspect } from './usage_suspect.ts'

/** What deduplication dropped, and why. */
export const usageDuplicate = model('staging.usage_duplicate', { suspect: usageSuspect })
  .describe({
    description: 'Usage events that do not count because the same event landed before, by feed and reason.',
    columns: { reason: '`duplicate` (sent twice by the network) or `landed twice` (one position, two owners)' },
    tags: ['core'],
  })
  .query((q) =>
    q
      .selectFrom('suspect as u')
      .select(usageColumns)
      .select((eb) => ['u.fate as reason', simulated(eb.ref('u._source')).as('simulated')])
      .where('u.fate', '<>', 'kept'),
  )
  .view()
  .check(accepted('reason', ['duplicate', 'landed twice']))
