import type { Command } from 'commander'
import { define } from './define.ts'
import { given, givenModels } from './given.ts'

/** What asks of what is published: `test`, `show`, `sql`, `checks`, `status`, `docs`. */
export function defineReading(root: Command): void {
  define(root, 'test', 'run the checks on what is published', ['trunkline test', 'trunkline test --select finance/'])
    .option('--unit', 'run the unit tests of the project instead: given rows in, expected rows out')
    .option('--select <models...>', 'models, +parents, children+, tag:finance, folder/', givenModels)
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
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
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
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
    .option('--project <file>', 'a project of your own, for the freshness of its sources', given)
    .action(async (options) => (await import('./commands/status.ts')).status(options))
  define(root, 'docs', 'write the reference of contracts and models: pages, a site, or a manifest', [
    'trunkline docs --out docs/reference',
    'trunkline docs --site site',
    'trunkline docs --json > manifest.json',
  ])
    .option('--out <folder>', 'Markdown pages; docs/reference unless --site or --json is asked for', given)
    .option('--site <folder>', 'a static site to search and click through; needs no server and no network', given)
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
    .action(async (options) => (await import('./commands/docs.ts')).docs(options))
}
