import { landingDatabases } from '../../ingest/landing/databases.ts'
import { feedStatus, rejectStatus } from '../../ingest/landing/status.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { latestChecks, latestRun, modelStatus } from '../../transforms/run/status.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

/** `trunkline status`: feeds, rejects, models and the last run. */
export async function status(options: CommonOptions): Promise<void> {
  await withSession(options, async ({ warehouse, prefix, print }) => {
    const environment = { prefix }
    const databases = landingDatabases(prefix)
    await createLandingTables(warehouse, databases)
    const models = await modelStatus(warehouse, environment)
    const [feeds, rejects, run, checks] = await Promise.all([
      feedStatus(warehouse, databases),
      rejectStatus(warehouse, databases),
      latestRun(warehouse, environment),
      latestChecks(warehouse, environment),
    ])
    if (options.json) return print(JSON.stringify({ url: warehouse.url, feeds, rejects, models, run, checks }))
    const width = process.stdout.columns
    print(`ClickHouse  ${warehouse.url}\n`)
    print(
      feeds.length > 0
        ? `Feeds\n${renderTable(feeds, width)}\n`
        : 'Feeds: nothing has landed yet (trunkline ingest --help)\n',
    )
    if (rejects.length > 0) print(`Rejects\n${renderTable(rejects, width)}\n`)
    print(
      models.length > 0 ? `Models\n${renderTable(models, width)}\n` : 'Models: none published yet (trunkline run)\n',
    )
    if (run)
      print(
        `Last run  ${run.run} ${run.status}, begun ${run.startedAt}, ${run.seconds.toFixed(1)} s${run.error ? `\n${run.error}` : ''}`,
      )
    const broken = checks.filter((check) => check.status !== 'passed')
    print(`Checks    ${checks.length - broken.length} of ${checks.length} passed`)
    for (const { model, check, status: how, failing } of broken) print(`  ${how}  ${model}: ${check}: ${failing} rows`)
  })
}
