import type { Command } from 'commander'
import { define } from './define.ts'

/** `rate`, `explain`, `whatif`. */
export function defineRating(root: Command): void {
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
}
