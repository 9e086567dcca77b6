import { beforeAll, expect, it } from 'vitest'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { landTimeZones } from '../../../ingest/landing/time_zones.ts'
import * as credit from '../../../models/credit/index.ts'
import * as customers from '../../../models/customers/index.ts'
import * as marketing from '../../../models/marketing/index.ts'
import * as network from '../../../models/network/index.ts'
import { SIMULATOR_FEED, simulate } from '../../../samples/simulator/simulate.ts'
import { defineProject } from '../../../transforms/project/project.ts'
import { runProject } from '../../../transforms/run/run.ts'
import { sampleLanding } from '../../samples/land.ts'
import { inOrder, modelsOf } from './given.ts'

const { warehouse, prefix, prepare, ask } = sampleLanding()
const parts = [customers, credit, marketing, network]
const models = parts.flatMap((part) => part.models)
const reconciliations = parts.flatMap((part) => part.reconciliations)

beforeAll(async () => {
  await prepare()
  await landEvents(warehouse, SIMULATOR_FEED, 'sample', () => simulate({ subscribers: 1500, months: 4 }), { prefix })
  await landTimeZones(warehouse, ['Europe/Berlin', 'Asia/Kolkata', 'Asia/Ho_Chi_Minh'], { prefix })
  const project = defineProject({ models: inOrder([...models, ...modelsOf(reconciliations)]), reconciliations })
  const result = await runProject(project, { warehouse, environment: { prefix } })
  if (result.failure) throw result.failure
})

/** Its feeds come without files that number themselves, so none is missing. */
const empty = ['network.file_gap']

it('every mart of the sample operator has rows, and every check and reconciliation of them holds', async () => {
  for (const { name } of models) {
    const [row] = await ask(`SELECT count() AS rows FROM ${prefix}${name}`)
    if (empty.includes(name)) expect(row, name).toEqual({ rows: '0' })
    else expect(Number(row!.rows), name).toBeGreaterThan(0)
  }
})

it('the closing base of the last month is the lines that are in it', async () => {
  const [last] = await ask(`SELECT closing FROM ${prefix}customers.churn_monthly ORDER BY month DESC LIMIT 1`)
  const [lines] = await ask(`SELECT countIf(in_base) AS kept FROM ${prefix}customers.line`)
  expect(lines!.kept).toBe(last!.closing)
})
