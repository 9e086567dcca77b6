import type { Command } from 'commander'
import type { Define } from './define.ts'

/** `bill credit`, `bill debit`, `bill correct` and `bill statement`. */
export function defineCorrections(bill: Command, define: Define): void {
  const noted = (command: Command) =>
    command
      .argument('<number>', 'number of the issued bill')
      .requiredOption('--reason <text>', 'why; it stands on the note')
      .option('--lines <lines>', 'lines of the bill; with amounts without tax where not whole: 1,3=5.00')
      .option('--amount <amount>', 'an amount without tax')
      .option('--date <day>', 'date of the note; today unless told')
      .option(
        '--id <id>',
        'of two calls with one id the second issues nothing; unless told, what is asked for is the id',
      )
      .option('--dry-run', 'show the note; issue nothing')
  noted(
    define(bill, 'credit', 'issue a credit note to a bill, with tax at the original rate', [
      'trunkline bill credit 2026-000017 --all --reason "billed twice"',
      'trunkline bill credit 2026-000017 --lines 1,3=5.00 --reason "outage in March" --dry-run',
      'trunkline bill credit 2026-000017 --amount 10.00 --reason goodwill --id ticket-4711 --json',
    ]),
  )
    .option('--all', 'all that is left of it')
    .action(async (number, options) => (await import('./commands/bill-note.ts')).note('credit note', number, options))
  noted(
    define(bill, 'debit', 'issue a debit note to a bill, with tax at the original rate', [
      'trunkline bill debit 2026-000017 --lines 2=4.50 --reason "price list of February"',
      'trunkline bill debit 2026-000017 --amount 4.50 --reason "price list of February" --json',
    ]),
  ).action(async (number, options) => (await import('./commands/bill-note.ts')).note('debit note', number, options))
  define(bill, 'correct', 'issue credit notes to bills that the models now say were too high', [
    'trunkline bill correct',
    'trunkline bill correct --date 2026-03-02 --json',
  ])
    .option('--date <day>', 'date of the notes; today unless told')
    .action(async (options) => (await import('./commands/bill-correct.ts')).correct(options))
  define(bill, 'statement', 'opening balance + invoices − payments = closing balance of an account', [
    'trunkline bill statement A-1001',
    'trunkline bill statement A-1001 --from 2026-01-01 --to 2026-04-01 --json',
  ])
    .argument('<account>', 'the billing account that pays')
    .option('--from <day>', 'first day; the beginning unless told')
    .option('--to <day>', 'first day after it; the end unless told')
    .action(async (account, options) => (await import('./commands/bill-statement.ts')).statement(account, options))
}
