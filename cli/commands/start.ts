import { basename } from 'node:path'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { landFiles } from '../../ingest/landing/land_files.ts'
import type { LoadedMapping } from '../../ingest/mappings/load.ts'
import { chooseMapping, mappingRegistry } from '../../ingest/mappings/registry.ts'
import { openSourceFile } from '../../ingest/sources/source_file.ts'
import { sampleMappings } from '../../samples/mappings/index.ts'
import { readExistingLines } from '../../samples/simulator/existing_line.ts'
import { SIMULATOR_FEED, simulationParts } from '../../samples/simulator/simulate.ts'
import { simulateFor } from '../../samples/simulator/simulate_for.ts'
import { InputError } from '../../warehouse/errors.ts'
import { claimDataset, type Dataset, describeDataset } from '../dataset.ts'
import { landingOptions, landReferences, prepareLanding } from '../landing.ts'
import { loadProject } from '../project.ts'
import { serveReports } from '../reports/index.ts'
import { reportsFolder, serveUntilStopped } from '../serve.ts'
import { type CommonOptions, type Session, withSession } from '../session.ts'
import { collectSummary } from '../summary/collect.ts'
import { renderSummary } from '../summary/render.ts'
import type { Summary } from '../summary/summary.ts'
import { wholeNumber } from '../whole-number.ts'
import { runModels } from './run.ts'

export interface StartOptions extends CommonOptions {
  readonly subscribers: string
  readonly months: string
  readonly seed: string
  readonly customers?: string
  readonly mapping?: string
  readonly reports: boolean
  readonly port: string
  readonly host: string
}

/** `trunkline start`: the main job, from events to reports. */
export async function start(options: StartOptions): Promise<void> {
  const began = performance.now()
  const dataset = datasetOf(options)
  const port = wholeNumber('--port', options.port, 0, 65_535)
  const customers = options.customers === undefined ? undefined : await readableCustomers(options.customers, options)
  await withSession(options, async (session) => {
    await claimDataset(session, dataset)
    const { host, reports, json } = options
    // A port that is taken shows now, not after all models are built.
    const server = reports && !json ? await serveReports({ dir: reportsFolder(session), host, port }) : undefined
    try {
      const summary = await mainJob(session, dataset, customers, began)
      if (json) return session.print(JSON.stringify(summary))
      session.print(renderSummary(summary, process.stdout.columns))
      if (server) await serveUntilStopped(session, server)
    } finally {
      await server?.close()
    }
  })
}

/** From events to published models; `began` is when the command did, as `performance.now` counts. */
async function mainJob(
  session: Session,
  dataset: Dataset,
  customers: Customers | undefined,
  began: number,
): Promise<Summary> {
  await prepareLanding(session)
  await bringIn(session, dataset, customers)
  const ingested = performance.now()
  const result = await runModels(session, await loadProject(undefined), {})
  if (result.failure) throw result.failure
  const modelled = performance.now()
  return collectSummary(session, describeDataset(dataset), {
    ingest: (ingested - began) / 1000,
    models: (modelled - ingested) / 1000,
    total: (modelled - began) / 1000,
  })
}

/** Lands what the dataset is made of; what has landed already is passed over. */
async function bringIn(session: Session, dataset: Dataset, customers: Customers | undefined): Promise<void> {
  const { warehouse, prefix } = session
  const landing = landingOptions(session)
  const { seed, months } = dataset
  if (customers !== undefined) {
    const { file, mapping } = customers
    const [report] = await landFiles(warehouse, file, { mapping }, landing)
    const lines = await readExistingLines(warehouse, landingDatabases(prefix).raw, mapping.mapping.name)
    if (lines.length === 0) {
      throw new InputError(
        `${file} brought in no customers with an account and an active subscription`,
        'see what was refused: trunkline quarantine list',
      )
    }
    const partition = `beside ${report!.partition}, ${months} months, seed ${seed}`
    await landEvents(warehouse, SIMULATOR_FEED, partition, () => simulateFor(lines, { seed, months }), landing)
  } else if (dataset.kind === 'sample') {
    const { subscribers } = dataset
    for (const { partition, events } of simulationParts({ seed, subscribers, months })) {
      await landEvents(warehouse, SIMULATOR_FEED, partition, events, landing)
    }
  }
  await landReferences(session)
  session.progress.clear()
}

/** A customer file that can be read, and how. */
interface Customers {
  readonly file: string
  readonly mapping: LoadedMapping
}

/** What cannot be read must not claim the warehouse: a mistyped name would keep the right file out. */
async function readableCustomers(file: string, { mapping }: StartOptions): Promise<Customers> {
  await openSourceFile(file)
  const wish = { input: file, ...(mapping ? { mapping } : {}) }
  return { file, mapping: await chooseMapping(mappingRegistry(sampleMappings), wish) }
}

function datasetOf(options: StartOptions): Dataset {
  const months = wholeNumber('--months', options.months, 1, 60)
  const seed = wholeNumber('--seed', options.seed, 0, 2 ** 31)
  if (options.customers === undefined) {
    if (options.mapping !== undefined) throw new InputError('--mapping is for --customers <file>')
    return {
      kind: 'sample',
      subscribers: wholeNumber('--subscribers', options.subscribers, 1, 10_000_000),
      months,
      seed,
    }
  }
  if (options.mapping === undefined) {
    throw new InputError(
      'how to read --customers was not said',
      'give --mapping ibm_telco_churn for that layout, or a file of your own (docs/writing-a-mapping.md)',
    )
  }
  return { kind: 'customers', file: basename(options.customers), mapping: options.mapping, months, seed }
}
