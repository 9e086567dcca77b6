import { model } from '../../transforms/project/model.ts'
import { defineProject, type Project } from '../../transforms/project/project.ts'
import { calls } from './interval-shop.ts'

/** Calls from event 4,000,000 on, kept as they landed; on a cluster in parts by account. */
export function heard({ sharded = false }: { sharded?: boolean } = {}): Project {
  const parts = sharded ? { shardBy: 'account' as const } : {}
  return defineProject({
    models: [
      model('staging.heard', { calls })
        .query((q) =>
          q.selectFrom('calls as c').select(['c.event_id', 'c.account']).where('c.event_id', '>=', 4_000_000n),
        )
        .append({ orderBy: ['event_id'], from: 'calls', ...parts }),
    ],
  })
}
