import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { defineBills } from './bill-commands.ts'
import { defineCorrections } from './bill-corrections.ts'
import { defineCatalogue } from './catalogue-commands.ts'
import { define } from './define.ts'
import { defineLanding } from './landing-commands.ts'
import { defineModels } from './model-commands.ts'
import { defineRating } from './rating-commands.ts'
import { defineReading } from './reading-commands.ts'
import { defineServer } from './server-commands.ts'
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

  defineServer(root)
  defineLanding(root)
  defineCatalogue(root)
  defineRating(root)
  const bill = root.command('bill').description('bills: simulate, draft, issue, show, correct')
  defineBills(bill, define)
  defineCorrections(bill, define)
  defineModels(root)
  defineReading(root)
  return root
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}
