import { type Explanation, explain as explanationsOf } from '../../operations/rating/explain/explanation.ts'
import { explainedModels } from '../../operations/rating/explain/facts.ts'
import { asking } from '../../operations/rating/trial.ts'
import { splitName } from '../../transforms/project/relation.ts'
import { InputError } from '../../warehouse/errors.ts'
import { relationColumns } from '../../warehouse/inspect.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { withModels } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'

/** `trunkline explain <event>`: how published use was rated, or why it was not, in words. */
export async function explain(eventIds: readonly string[], options: CommonOptions): Promise<void> {
  await withModels(options, async ({ warehouse, prefix, print }) => {
    const place = (model: string) => {
      const { database, table } = splitName(model)
      return { database: prefix + database, table }
    }
    for (const model of explainedModels) {
      if ((await relationColumns(warehouse, place(model))).length > 0) continue
      throw new InputError(`${model} has not been built yet`, 'build it with: trunkline run')
    }
    const ask = asking(warehouse, (model) => {
      const { database, table } = place(model)
      return quoteRelation({ database, name: table })
    })
    const found = await explanationsOf(ask, eventIds)
    const missing = eventIds.filter((id) => !found.some(({ event_id }) => event_id === id))
    if (options.json) print(JSON.stringify(found))
    else for (const one of found) print(text(one))
    if (missing.length > 0) {
      throw new InputError(
        `no use with the id ${missing.join(', ')} is published`,
        'ids: trunkline show rated_usage --limit 5; what landed since the last run is rated by: trunkline run',
      )
    }
  })
}

function text({ event_id, outcome, reason, sentences }: Explanation): string {
  const head = outcome === 'rated' ? `${event_id}: rated` : `${event_id}: not rated: ${reason}`
  return `${head}\n${sentences.map((sentence) => `  ${sentence}`).join('\n')}`
}
