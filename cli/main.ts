import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { kafkaClientNames } from '../ingest/sources/kafka/connection.ts'
import { defineBills } from './bill-commands.ts'
import { defineCorrections } from './bill-corrections.ts'
import { Interrupted } from './session.ts'
import { describeFailure } from './terminal/failure.ts'

const EXIT_CODES = `
Exit codes: 0 done · 1 a check failed · 2 wrong input · 3 wrong configuration · 4 the platform failed · 70 a defect · 130 stopped`

/** Runs one command line and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  // The reader of a pipe may have seen enough: `trunkline status | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  try {
    await program().parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      return
    }
    const { text, exitCode } = describeFailure(error)
    process.stderr.write(`${text}\n`)
    process.exitCode = exitCode
    // What was stopped in the middle still waits for a server that has gone.
    if (error instanceof Interrupted) process.exit(exitCode)
  }
}

function program(): Command {
  const root = new Command('trunkline')
    .description('An open telecom warehouse: events in; invoices, credit limits, churn and collection lists out.')
    .version(version())
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', `${EXIT_CODES}\n\nStart here:  trunkline start`)

  define(root, 'start', 'do the main job: events, models, checks, summary, reports', [
    'trunkline start',
    'trunkline start --subscribers 100000 --months 12',
    'trunkline start --customers Telco-Customer-Churn.csv --mapping ibm_telco_churn',
    'trunkline start --json > summary.json',
  ])
    .option('--subscribers <n>', 'size of the sample operator', '3000')
    .option('--months <n>', 'months of events, ending on 30 June 2026', '6')
    .option('--seed <n>', 'another seed makes another operator', '1')
    .option('--customers <file>', 'run on these customers; only what the file lacks is simulated')
    .option('--mapping <name-or-file>', 'how to read --customers (built in: ibm_telco_churn)')
    .option('--no-reports', 'do not build and serve dashboards and notebooks')
    .option('--port <n>', 'port of the reports', '8080')
    .addOption(new Option('--host <address>', 'address the reports listen on').default('127.0.0.1'))
    .action(async (options) => (await import('./commands/start.ts')).start(options))

  define(root, 'up', 'start the local ClickHouse in the background', ['trunkline up'], { environment: false }).action(
    async (options) => (await import('./commands/up.ts')).up(options),
  )
  define(root, 'down', 'stop the local ClickHouse', ['trunkline down'], { environment: false }).action(
    async (options) => (await import('./commands/down.ts')).down(options),
  )

  define(root, 'ingest', 'land events from files, folders, Kafka or standard input, each record once', [
    'trunkline ingest events.ndjson.gz',
    'trunkline ingest calls.csv --mapping my-feed.ts --dry-run',
    'trunkline ingest exports/ --mapping churn_bigml',
    'zcat calls.gz | trunkline ingest - --mapping my-feed.ts',
    'trunkline ingest kafka://broker:9092/cdr --mapping my-feed.ts --watch',
    'trunkline ingest /var/cdr --mapping threegpp_cdr --watch --done /var/cdr/done --failed /var/cdr/failed',
    'trunkline ingest --feeds feeds.ts --watch',
  ])
    .argument('[paths...]', 'files, folders, kafka://broker:9092/topic, or - for standard input')
    .option('--mapping <name-or-file>', 'a built-in mapping, or a file of your own')
    .option('--contract <name>', 'for a CSV whose header has the fields of this contract')
    .option('--feed <name>', 'name of the feed; default: the mapping’s name')
    .option('--dry-run', 'show the first events and every reject; write nothing')
    .option('--batch-rows <n>', 'records in a batch of a file (100000)')
    .option('--watch', 'go on until stopped: folders are watched, topics followed')
    .option('--feeds <file>', 'follow the feeds of this file; docs/kafka.md shows one')
    .option('--health-port <n>', 'port of /metrics and /healthz on loopback with --watch; 0 for any, or none', '9464')
    .option('--group <name>', 'Kafka: consumer group; default: trunkline-<feed>')
    .option('--generation <n>', 'Kafka: 2 after a topic was deleted and made anew, then 3 (1)')
    .addOption(new Option('--client <name>', 'Kafka: client library').choices([...kafkaClientNames]))
    .option('--pattern <glob>', 'folder: names that are taken')
    .option('--done <where>', 'folder: what becomes of a file that has landed: keep, delete, or a folder', 'keep')
    .option('--failed <where>', 'folder: what becomes of a file that cannot be read: keep, or a folder', 'keep')
    .option('--growing', 'folder: files are appended to; whole lines land as they come')
    .option('--sequence <regexp>', 'folder: how names are numbered, so that gaps are seen')
    .action(async (paths, options) => (await import('./commands/ingest.ts')).ingest(paths, options))

  define(
    root,
    'produce',
    'send the sample operator’s events, or the lines of files, to a Kafka topic',
    [
      'trunkline produce simulator kafka://localhost:9092/events --create-partitions 4',
      'trunkline produce cdr.ndjson kafka://localhost:9092/cdr --key served_number --rate 500',
      'trunkline produce calls.csv kafka://localhost:9092/calls --skip-header',
    ],
    { environment: false },
  )
    .argument('<source>', 'simulator, a file, or a folder')
    .argument('<topic>', 'kafka://broker:9092/topic')
    .option('--key <field>', 'field of JSON messages that is their key: those of one key keep their order')
    .option('--rate <n>', 'messages a second at most')
    .option('--compression <name>', 'none, gzip, snappy, lz4 or zstd', 'lz4')
    .option('--create-partitions <n>', 'make the topic with so many partitions when it does not exist')
    .option('--skip-header', 'leave the first line of each file out')
    .option('--whole', 'each file is one message')
    .option('--subscribers <n>', 'size of the sample operator', '3000')
    .option('--months <n>', 'months of events of the sample operator', '6')
    .option('--seed <n>', 'another seed makes another operator', '1')
    .action(async (source, topic, options) => (await import('./commands/produce.ts')).produce(source, topic, options))

  const quarantine = root.command('quarantine').description('records that could not land: list, show, replay')
  filtered(
    define(quarantine, 'list', 'rejects by feed, reason and field', [
      'trunkline quarantine list --feed my-feed',
      'trunkline quarantine list --since 6h --records',
      'trunkline quarantine list --file calls/0 --records',
    ]),
  )
    .option('--records', 'one by one instead of by reason')
    .option('--limit <n>', 'lines at most', '100')
    .action(async (options) => (await import('./commands/quarantine.ts')).list(options))
  define(quarantine, 'show', 'one reject, verbatim; bytes as a hex dump', ['trunkline quarantine show 3f0c9a1b-17'])
    .argument('<id>', 'as printed by list')
    .action(async (id, options) => (await import('./commands/quarantine.ts')).showOne(id, options))
  filtered(
    define(quarantine, 'replay', 'try rejects again under a better mapping; each lands once', [
      'trunkline quarantine replay --feed my-feed --mapping my-feed.ts --dry-run',
      'trunkline quarantine replay --feed my-feed --mapping my-feed.ts --field seconds',
      'trunkline quarantine replay --id 3f0c9a1b-17 --mapping my-feed.ts',
    ]),
  )
    .requiredOption('--mapping <name-or-file>', 'the better mapping')
    .option('--id <ids...>', 'only these records')
    .option('--dry-run', 'say what would land and what would not; write nothing')
    .action(async (options) => (await import('./commands/quarantine.ts')).replay(options))

  const ledger = root.command('ledger').description('the landing ledger: how far each input has landed')
  define(ledger, 'rebuild', 'read lost progress back from the landed rows themselves', [
    'trunkline ledger rebuild',
  ]).action(async (options) => (await import('./commands/ledger.ts')).rebuild(options))

  const catalogue = root
    .command('catalogue')
    .description('plans, prices, zones and taxes as files: check, load, import, schema')
  define(
    catalogue,
    'check',
    'read the files of a catalogue and tell every fault with its line',
    ['trunkline catalogue check catalogue/', 'trunkline catalogue check catalogue/ --json'],
    { environment: false },
  )
    .argument('<folder>', 'folder of .yaml files, or one file')
    .action(async (folder, options) => (await import('./commands/catalogue.ts')).check(folder, options))
  define(
    catalogue,
    'schema',
    'write the JSON Schema of catalogue files, for editors',
    ['trunkline catalogue schema catalogue/schema.json'],
    { environment: false },
  )
    .argument('[file]', 'standard output when absent')
    .action(async (file) => (await import('./commands/catalogue.ts')).schema(file))

  define(
    catalogue,
    'import',
    'write a catalogue file from TMF620 payloads, and tell what has no place in it',
    ['trunkline catalogue import tmf620 offerings.json --out catalogue/offerings.yaml'],
    { environment: false },
  )
    .argument('<format>', 'tmf620')
    .argument('<file>', 'JSON: a ProductOffering, a list, or {"productOffering": […], "productOfferingPrice": […]}')
    .requiredOption('--out <file>', 'catalogue file to write')
    .action(async (format, file, options) =>
      (await import('./commands/catalogue-import.ts')).importCatalogue(format, file, options),
    )
  define(catalogue, 'load', 'land what the files change; show it first with --dry-run', [
    'trunkline catalogue load catalogue/ --dry-run',
    'trunkline catalogue load catalogue/ --env dev_ana',
  ])
    .argument('<folder>', 'folder of .yaml files, or one file')
    .option('--dry-run', 'show the rows that would land; write nothing')
    .option('--uncharged', 'also what the models do not charge yet: it is shown, and bills of it are wrong')
    .action(async (folder, options) => (await import('./commands/catalogue.ts')).load(folder, options))
  define(
    catalogue,
    'show',
    'a plan with its tariff as of a day, defaults filled in',
    ['trunkline catalogue show catalogue/ mobile-20 --at 2026-03-01'],
    { environment: false },
  )
    .argument('<folder>', 'folder of .yaml files, or one file')
    .argument('<offering>', 'id of the plan')
    .option('--at <when>', 'day or instant; now when absent')
    .action(async (folder, id, options) => (await import('./commands/catalogue.ts')).show(folder, id, options))

  define(root, 'rate', 'what use costs by a catalogue, with the reasons; nothing lands, nothing is published', [
    'trunkline rate --catalogue catalogue/ --usage calls.ndjson',
    'trunkline rate --catalogue catalogue/ --usage calls.csv --subscribers lines.csv --json',
    'zcat calls.gz | trunkline rate --catalogue catalogue/ --usage - --explain',
    'trunkline rate --catalogue catalogue/ --offering mobile-20 --from 2026-01-01 --to 2026-02-01',
    'trunkline rate --catalogue next-year/ --landed --from 2026-03-01 --to 2026-04-01 --subscription S-17',
    'trunkline rate --catalogue catalogue/ --offering prepaid --usage session.ndjson --balances balances.csv --grant max',
    'trunkline rate tariff-tests/*.yaml',
  ])
    .argument('[cases...]', 'files with cases: use, and what it must cost (docs/rating.md)')
    .option('--catalogue <folder>', 'folder of .yaml files, or one file')
    .option(
      '--usage <files...>',
      'use: NDJSON, JSON or CSV with the fields of usage or metered_usage; - is standard input',
    )
    .option('--subscribers <files...>', 'lines: subscription_id, offering_id, billing_account_id, number, from, to, …')
    .option(
      '--balances <files...>',
      'prepaid: what lines have and what is put on it: subscription_id, balance, amount, at, …',
    )
    .option('--grant <units>', 'how much each use without a quantity may use: so many units at most, or max')
    .option('--offering <id>', 'plan of lines of which nothing is said; the catalogue’s only one unless told')
    .option('--time-zone <zone>', 'zone of accounts of which nothing is said (UTC)')
    .option('--cycle-day <day>', 'day on which the periods of such accounts begin (1)')
    .option('--start <when>', 'since when such lines have their plan (2000-01-01)')
    .option('--from <day>', 'first day whose periods are charged; the month of the first use unless told')
    .option('--to <day>', 'first day after them; the month after the last use unless told')
    .option('--as-of <when>', 'price all use by the versions of the catalogue that are in force then')
    .option('--landed', 'rate what has landed between --from and --to, by --catalogue or the landed one')
    .option('--subscription <ids...>', 'with --landed: only these lines')
    .option('--explain', 'also say in words how each use came to its price')
    .action(async (cases, options) => (await import('./commands/rate.ts')).rate(cases, options))
  define(root, 'explain', 'how published use was rated, or why it was not and what to do, in words', [
    'trunkline explain cdr-000017',
    'trunkline explain cdr-000017 cdr-000018 --json',
  ])
    .argument('<events...>', 'ids of events, as rated_usage and rejected_usage have them')
    .action(async (events, options) => (await import('./commands/explain.ts')).explain(events, options))
  define(root, 'whatif', 'what past use would have cost by another catalogue: by customer, segment and in total', [
    'trunkline whatif --catalogue next-year/ --from 2026-03-01 --to 2026-04-01',
    'trunkline whatif --catalogue next-year/ --from 2026-01-01 --to 2026-04-01 --segment consumer --plot whatif.svg',
    'trunkline whatif --catalogue mine/ --against today/ --move mobile-20=mobile-30 --from 2026-03-01 --to 2026-04-01 --csv customers.csv',
  ])
    .requiredOption('--catalogue <folder>', 'the other catalogue: folder of .yaml files, or one file')
    .option('--against <folder>', 'compare with this catalogue instead of the one that has landed')
    .requiredOption('--from <day>', 'first day of the use, best the first of a month')
    .requiredOption('--to <day>', 'first day after it')
    .option('--segment <names...>', 'only customers of these segments')
    .option('--subscription <ids...>', 'only these lines')
    .option('--move <plans...>', 'lines of plan a have plan b of the other catalogue: a=b')
    .option('--as-of <when>', 'price by the versions of the other catalogue that are in force then')
    .option('--csv <file>', 'write the customers to this file')
    .option('--plot [file]', 'draw the difference by segment: .svg or .png')
    .action(async (options) => (await import('./commands/whatif.ts')).whatif(options))
  const bill = root.command('bill').description('bills: simulate, draft, issue, show, correct')
  defineBills(bill, define)
  defineCorrections(bill, define)
  define(root, 'plan', 'what a run would build, and why', ['trunkline plan', 'trunkline plan --select billing/ --sql'])
    .option('--select <models...>', 'models, +parents, children+, tag:finance, folder/')
    .option('--full', 'rebuild everything selected')
    .option('--sql', 'print the SQL of each due model')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (options) => (await import('./commands/plan.ts')).plan(options))
  define(
    root,
    'lock',
    'hold the columns that models publish against a committed file',
    ['trunkline lock --project my-project.ts', 'trunkline lock --project my-project.ts --update'],
    { environment: false },
  )
    .option('--file <file>', 'the lock: models, columns, types', 'columns.json')
    .option('--update', 'write the file; review it in the diff and commit it')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (options) => (await import('./commands/lock.ts')).lock(options))
  define(root, 'run', 'build what is due, check it, publish it', [
    'trunkline run',
    'trunkline run --select +customers.churn_monthly --env dev_ana',
    'trunkline run --select network.cell_hour --from 2026-01-01 --to 2026-02-01',
    'trunkline run --dry-run',
    'trunkline run --artifacts .trunkline/runs',
  ])
    .option('--select <models...>', 'models, +parents, children+, tag:finance, folder/')
    .option('--openlineage <file-or-url>', 'tell OpenLineage of the run: a file of events, or a URL that takes them')
    .option('--break-lock', 'take the lock of a run on another host that is known to be dead')
    .option('--full', 'rebuild everything selected')
    .option('--from <day>', 'make intervals again from this day on (YYYY-MM-DD), whether due or not')
    .option('--to <day>', 'up to, not including, this day')
    .option('--dry-run', 'show what would be built, with intervals; with --json the statements too; build nothing')
    .option('--artifacts <dir>', 'write what came of the run to run-<n>.json and latest.json in this folder')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (options) => (await import('./commands/run.ts')).run(options))
  define(root, 'rollback', 'publish again what the newest run replaced', [
    'trunkline rollback',
    'trunkline rollback --env dev_ana',
  ])
    .option('--break-lock', 'take the lock of a run on another host that is known to be dead')
    .action(async (options) => (await import('./commands/rollback.ts')).rollback(options))

  const env = root.command('env').description('environments: list, compare with production, promote, drop')
  define(env, 'list', 'environments, what each has of its own, and when it last ran', ['trunkline env list'], {
    environment: false,
  }).action(async (options) => (await import('./commands/env.ts')).list(options))
  define(env, 'diff', 'the models an environment has of its own, beside production’s', ['trunkline env diff dev_ana'], {
    environment: false,
  })
    .argument('<name>', 'the environment')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (name, options) => (await import('./commands/env.ts')).diff(name, options))
  define(env, 'promote', 'publish an environment’s own builds in production', ['trunkline env promote dev_ana'], {
    environment: false,
  })
    .argument('<name>', 'the environment')
    .option('--break-lock', 'take the lock of a run on another host that is known to be dead')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (name, options) => (await import('./commands/env.ts')).promote(name, options))
  define(env, 'drop', 'drop an environment with everything in it', ['trunkline env drop dev_ana'], {
    environment: false,
  })
    .argument('<name>', 'the environment')
    .option('--with-events', 'also where events were landed into it')
    .option('--break-lock', 'take the lock of a run on another host that is known to be dead')
    .action(async (name, options) => (await import('./commands/env.ts')).drop(name, options))

  define(root, 'test', 'run the checks on what is published', ['trunkline test', 'trunkline test --select finance/'])
    .option('--unit', 'run the unit tests of the project instead: given rows in, expected rows out')
    .option('--select <models...>', 'models, +parents, children+, tag:finance, folder/')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (options) => (await import('./commands/test.ts')).test(options))

  define(root, 'show', 'rows of a published model, or a picture of them', [
    'trunkline show churn_monthly',
    'trunkline show churn_monthly --plot --y churn_rate',
    'trunkline show receivables.collection_list --limit 50 --json',
  ])
    .argument('<model>', 'customers.churn_monthly, or churn_monthly')
    .option('--limit <n>', 'rows at most', '40')
    .option('--order-by <column>', 'column to sort by')
    .option('--plot [file]', 'draw a PNG instead')
    .option('--x <column>', 'column across')
    .option('--y <column>', 'column up')
    .option('--color <column>', 'a line or colour for each value of this column')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (model, options) => (await import('./commands/show.ts')).show(model, options))
  define(
    root,
    'sql',
    'ask the warehouse (reading only)',
    ['trunkline sql "select * from customers.churn_monthly"', 'trunkline sql < question.sql'],
    {
      environment: false,
    },
  )
    .argument('[query]', 'standard input when absent')
    .action(async (query, options) => (await import('./commands/sql.ts')).sql(query, options))
  define(root, 'checks', 'how the checks of a run came out, with rows that failed', [
    'trunkline checks --failed',
    'trunkline checks --run 17 --json',
  ])
    .option('--run <n>', 'number of the run; the newest that checked anything unless told')
    .option('--failed', 'only those that did not pass')
    .action(async (options) => (await import('./commands/checks.ts')).checks(options))
  define(root, 'status', 'feeds, alarms, rejects, models and the last run', [
    'trunkline status',
    'trunkline status --json',
  ])
    .option('--project <file>', 'a project of your own, for the freshness of its sources')
    .action(async (options) => (await import('./commands/status.ts')).status(options))
  define(root, 'docs', 'write the reference of contracts and models: pages, a site, or a manifest', [
    'trunkline docs --out docs/reference',
    'trunkline docs --site site',
    'trunkline docs --json > manifest.json',
  ])
    .option('--out <folder>', 'Markdown pages; docs/reference unless --site or --json is asked for')
    .option('--site <folder>', 'a static site to search and click through; needs no server and no network')
    .option('--project <file>', 'a project of your own instead of the built-in models')
    .action(async (options) => (await import('./commands/docs.ts')).docs(options))
  return root
}

/** The options that choose among refused records. */
function filtered(command: Command): Command {
  return command
    .option('--feed <name>', 'only this feed')
    .option('--reason <reason>', 'only this reason, such as "bad value"')
    .option('--field <name>', 'only this field')
    .option('--file <name>', 'only this file, or topic and partition such as calls/0')
    .option('--since <when>', 'refused since: 30m, 6h, 2d, or an ISO instant')
}

/** A command with the options all share and its examples in the help. */
function define(
  parent: Command,
  name: string,
  description: string,
  examples: readonly string[],
  { environment = true }: { environment?: boolean } = {},
): Command {
  const command = parent
    .command(name)
    .description(description)
    .exitOverride()
    .showSuggestionAfterError()
    .option('--json', 'print the result for a machine')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`)
  return environment ? command.option('--env <name>', 'work in an environment of your own, such as dev_ana') : command
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}
