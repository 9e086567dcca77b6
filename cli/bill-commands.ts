import type { Command } from 'commander'
import type { Define } from './define.ts'

const choices = (command: Command) =>
  command
    .option('--cycle <day>', 'bill date (2026-02-01), or cycle day of the accounts (1 to 31)')
    .option('--period <when>', 'month in which the bills’ period begins (2026-01), or its first day (2026-01-15)')
    .option('--legal-entity <id>', 'only bills of this legal entity')

/** `bill simulate`, `draft`, `issue`, `issued`, `show` and `of event`. */
export function defineBills(bill: Command, define: Define): void {
  define(
    bill,
    'simulate',
    'every bill that accounts of a file would get by a catalogue; nothing lands, nothing is published',
    [
      'trunkline bill simulate --catalogue catalogue/ --accounts accounts.yaml --from 2026-01-01 --to 2026-04-01',
      'trunkline bill simulate --catalogue plans.yaml --accounts accounts.yaml --usage calls.ndjson --from 2026-01-01 --to 2026-04-01 --json',
    ],
    { environment: false },
  )
    .requiredOption('--catalogue <folder>', 'folder of .yaml files, or one file')
    .requiredOption('--accounts <file>', 'YAML: accounts with subscriptions and what happens to them (docs/billing.md)')
    .option('--usage <files...>', 'use: NDJSON, JSON or CSV with the fields of usage or metered_usage')
    .option('--late-usage <files...>', 'use that arrives after bills were issued (docs/corrections.md)')
    .option('--issued-until <day>', 'with --late-usage: bills dated up to this day are issued before it comes')
    .requiredOption('--from <day>', 'first day: bills of periods that end after it')
    .requiredOption('--to <day>', 'the last bill date that is simulated')
    .action(async (options) => (await import('./commands/bill-simulate.ts')).simulate(options))

  choices(
    define(bill, 'draft', 'drafts that have not been issued: totals, or the bills of an account', [
      'trunkline bill draft',
      'trunkline bill draft --period 2026-01 --legal-entity telco-de',
      'trunkline bill draft --account A-1001 --json',
    ]),
  )
    .option('--account <id>', 'the bills of this payer, with all their lines')
    .option('--limit <n>', 'bills at most, with --account', '100')
    .action(async (options) => (await import('./commands/bill-draft.ts')).draft(options))

  choices(
    define(bill, 'issue', 'freeze drafts and number them: what is issued never changes', [
      'trunkline bill issue --cycle 2026-02-01 --dry-run',
      'trunkline bill issue --cycle 2026-02-01',
      'trunkline bill issue --cycle 15 --period 2026-01 --legal-entity telco-de',
      'trunkline bill issue --period 2026-01 --despite-gaps "CDR files 17 to 19 are lost for good" --json',
    ]),
  )
    .option('--despite-gaps <reason>', 'do not wait for feeds that have gaps; the reason is kept')
    .option('--dry-run', 'show what would be issued; issue nothing')
    .action(async (options) => (await import('./commands/bill-issue.ts')).issue(options))

  define(bill, 'issued', 'sets that were issued: when, how many, under which hash, and despite what', [
    'trunkline bill issued',
    'trunkline bill issued --json',
  ])
    .option('--limit <n>', 'newest sets at most', '40')
    .action(async (options) => (await import('./commands/bill-issued.ts')).issued(options))

  define(bill, 'show', 'a bill or note with its lines and taxes, and the uses they are the sum of', [
    'trunkline bill show 2026-000017',
    'trunkline bill show A-1001/2026-01-01/EUR --events',
    'trunkline bill show 2026-000017 --json',
  ])
    .argument('<number>', 'number of the document, or id of a draft')
    .option('--events', 'also every use of every line of an issued bill')
    .action(async (number, options) => (await import('./commands/bill-show.ts')).show(number, options))

  const of = bill.command('of').description('from what is billed back to the bill')
  define(of, 'event', 'the line of the bill on which a use is', ['trunkline bill of event e-17 --json'])
    .argument('<event>', 'id of the use')
    .action(async (event, options) => (await import('./commands/bill-of-event.ts')).ofEvent(event, options))

  const documents = (command: Command) =>
    command
      .argument('[number]', 'number of one document')
      .option('--cycle <day>', 'all of a bill date, 2026-02-01')
      .option('--language <code>', 'en, es or vi; the account’s unless told')
  documents(
    define(bill, 'render', 'issued bills and notes as files', [
      'trunkline bill render 2026-000017 --format pdf,ubl --out bills/',
      'trunkline bill render --cycle 2026-02-01 --format tmf678 --out bills/',
    ]),
  )
    .option('--format <names>', 'pdf, ubl, tmf678, tmf635; several with commas', 'pdf')
    .requiredOption('--out <folder>', 'where the files are written')
    .action(async (number, options) => (await import('./commands/bill-render.ts')).render(number, options))

  documents(
    define(bill, 'deliver', 'hand documents to their carriers, each once; or show what became of them', [
      'trunkline bill deliver --cycle 2026-02-01 --out outbox/',
      'trunkline bill deliver 2026-000017 --channel post --out outbox/',
      'trunkline bill deliver --cycle 2026-02-01 --out outbox/ --verify',
    ]),
  )
    .option('--format <names>', 'files of a document: pdf, ubl, tmf678, tmf635; several with commas', 'pdf')
    .option(
      '--channel <name>',
      'email, post or portal; unless told by e-mail where there is one, else by post, else the portal',
    )
    .requiredOption('--out <folder>', 'where carriers pick documents up: <folder>/<channel>/<number>/')
    .option('--verify', 'render again what was handed over before, and see that it is the same')
    .action(async (number, options) => (await import('./commands/bill-deliver.ts')).deliver(number, options))
}
