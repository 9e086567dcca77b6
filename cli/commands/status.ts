import { landingDatabases } from '../../ingest/landing/databases.ts'
import { rejectStatus } from '../../ingest/landing/status.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { readFreshness } from '../../transforms/run/freshness.ts'
import { latestChecks, latestRun, modelStatus } from '../../transforms/run/status.ts'
import { standingEnvironment } from '../environment.ts'
import { feedAlarms, feedOverviews } from '../feeds.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderFeeds } from '../terminal/feeds.ts'
import { renderTable } from '../terminal/table.ts'

/** `trunkline status`: feeds, alarms, rejects, models and the last run. */
export async function status(options: CommonOptions & { readonly project?: string }): Promise<void> {
  const { graph } = await loadProject(options.project)
  await withSession(options, async (session) => {
    const { warehouse, prefix, print } = session
    const environment = await standingEnvironment(session)
    // An environment that reads production's events tells of production's feeds, and gets no landing tables by being looked at.
    const databases = landingDatabases(environment.sourcePrefix ?? prefix)
    await createLandingTables(warehouse, databases)
    const models = await modelStatus(warehouse, environment)
    const alarms = await feedAlarms(warehouse, prefix)
    const [feeds, rejects, run, checks, freshness] = await Promise.all([
      feedOverviews(warehouse, databases, prefix, alarms),
      rejectStatus(warehouse, databases),
      latestRun(warehouse, environment),
      latestChecks(warehouse, environment),
      readFreshness(warehouse, environment, graph),
    ])
    if (options.json)
      return print(JSON.stringify({ url: warehouse.url, feeds, alarms, rejects, models, run, checks, freshness }))
    const width = process.stdout.columns
    print(`ClickHouse  ${warehouse.url}\n`)
    print(`${renderFeeds(feeds, alarms, width)}\n`)
    if (rejects.length > 0) {
      print(`Rejects (open: not replayed yet)\n${renderTable(rejects, width)}\n`)
    }
    print(
      models.length > 0 ? `Models\n${renderTable(models, width)}\n` : 'Models: none published yet (trunkline run)\n',
    )
    if (freshness.length > 0) print(`Sources\n${renderTable(freshness, width)}\n`)
    if (run)
      print(
        `Last run  ${run.run} ${run.status}, begun ${run.startedAt}, ${run.seconds.toFixed(1)} s${run.error ? `\n${run.error}` : ''}`,
      )
    const broken = checks.filter((check) => check.status !== 'passed')
    print(`Checks    ${checks.length - broken.length} of ${checks.length} passed`)
    for (const { model, check, status: how, failing } of broken) print(`  ${how}  ${model}: ${check}: ${failing} rows`)
  })
}
