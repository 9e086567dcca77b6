import { defineProject } from '../transforms/project/project.ts'
import * as billing from './billing/index.ts'
import * as credit from './credit/index.ts'
import * as customers from './customers/index.ts'
import { exposures } from './exposures.ts'
import * as feeds from './feeds/index.ts'
import * as finance from './finance/index.ts'
import * as marketing from './marketing/index.ts'
import * as network from './network/index.ts'
import * as prepaid from './prepaid/index.ts'
import * as rating from './rating/index.ts'
import * as receivables from './receivables/index.ts'
import * as staging from './staging/index.ts'

/** Every model; a folder's index lists its own. */
export const models = [
  staging,
  rating,
  prepaid,
  billing,
  receivables,
  credit,
  customers,
  marketing,
  network,
  finance,
  feeds,
].flatMap((folder) => folder.models)

/** Every check between models. */
export const reconciliations = [
  staging,
  prepaid,
  billing,
  receivables,
  credit,
  customers,
  marketing,
  network,
  finance,
].flatMap((folder) => folder.reconciliations)

export const project = defineProject({ models, reconciliations, exposures })
