import type { Command } from 'commander'
import { define } from './define.ts'
import { given, givenModels } from './given.ts'

/** `plan`, `lock`, `run`, `rollback`, `env`. */
export function defineModels(root: Command): void {
  define(root, 'plan', 'what a run would build, and why', ['trunkline plan', 'trunkline plan --select billing/ --sql'])
    .option('--select <models...>', 'models, +parents, children+, tag:finance, folder/', givenModels)
    .option('--full', 'rebuild everything selected')
    .option('--sql', 'print the SQL of each due model')
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
    .action(async (options) => (await import('./commands/plan.ts')).plan(options))
  define(
    root,
    'lock',
    'hold the columns that models publish against a committed file',
    ['trunkline lock --project my-project.ts', 'trunkline lock --project my-project.ts --update'],
    { environment: false },
  )
    .option('--file <file>', 'the lock: models, columns, types', given, 'columns.json')
    .option('--update', 'write the file; review it in the diff and commit it')
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
    .action(async (options) => (await import('./commands/lock.ts')).lock(options))
  define(root, 'run', 'build what is due, check it, publish it', [
    'trunkline run',
    'trunkline run --select +customers.churn_monthly --env dev_ana',
    'trunkline run --select network.cell_hour --from 2026-01-01 --to 2026-02-01',
    'trunkline run --dry-run',
    'trunkline run --artifacts .trunkline/runs',
  ])
    .option('--select <models...>', 'models, +parents, children+, tag:finance, folder/', givenModels)
    .option(
      '--openlineage <file-or-url>',
      'tell OpenLineage of the run: a file of events, or a URL that takes them',
      given,
    )
    .option('--break-lock', 'take the lock of a run on another host that is known to be dead')
    .option('--full', 'rebuild everything selected')
    .option('--from <day>', 'make intervals again from this day on (YYYY-MM-DD), whether due or not')
    .option('--to <day>', 'up to, not including, this day')
    .option('--dry-run', 'show what would be built, with intervals; with --json the statements too; build nothing')
    .option('--artifacts <dir>', 'write what came of the run to run-<n>.json and latest.json in this folder', given)
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
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
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
    .action(async (name, options) => (await import('./commands/env.ts')).diff(name, options))
  define(env, 'promote', 'publish an environment’s own builds in production', ['trunkline env promote dev_ana'], {
    environment: false,
  })
    .argument('<name>', 'the environment')
    .option('--break-lock', 'take the lock of a run on another host that is known to be dead')
    .option('--project <file>', 'a project of your own instead of the built-in models', given)
    .action(async (name, options) => (await import('./commands/env.ts')).promote(name, options))
  define(env, 'drop', 'drop an environment with everything in it', ['trunkline env drop dev_ana'], {
    environment: false,
  })
    .argument('<name>', 'the environment')
    .option('--with-events', 'also where events were landed into it')
    .option('--break-lock', 'take the lock of a run on another host that is known to be dead')
    .action(async (name, options) => (await import('./commands/env.ts')).drop(name, options))
}
