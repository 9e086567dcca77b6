import { models as prepaid } from '../../models/prepaid/index.ts'
import { models as rating } from '../../models/rating/index.ts'
import { models as staging } from '../../models/staging/index.ts'
import { buildGraph } from '../../transforms/project/graph.ts'
import type { Model } from '../../transforms/project/model.ts'
import type { Project } from '../../transforms/project/project.ts'

/** The models that rate, with all they read: a part of the whole project, where it is checked, that loads in less time. */
export function ratingProject(): Project {
  const models = new Set<Model>()
  const add = (model: Model): void => {
    if (models.has(model)) return
    for (const ref of Object.values(model.refs)) if (ref.kind === 'model') add(ref as Model)
    models.add(model)
  }
  for (const model of [...staging, ...rating, ...prepaid]) add(model)
  return { graph: buildGraph([...models]), reconciliations: [], tests: [], exposures: [] }
}
