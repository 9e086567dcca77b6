import { type Command, Option } from 'commander'
import { define } from './define.ts'

/** `start`, `up`, `down`. */
export function defineServer(root: Command): void {
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
}
