import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { InputError } from '../../warehouse/errors.ts'
import { loadProject } from '../project.ts'
import { instantOf, type SubscriberDefaults } from '../rating/subscriber.ts'
import { openTrial, type TrialSpan } from '../rating/trial.ts'
import { trialAnswer } from '../rating/trial_answer.ts'
import { type TrialInput, trialInput } from '../rating/trial_input.ts'
import { readRecords } from '../rating/usage_file.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

export interface RateOptions extends CommonOptions {
  readonly catalogue: string
  readonly usage?: string
  readonly subscribers?: string
  readonly offering?: string
  readonly timeZone: string
  readonly cycleDay: string
  readonly start?: string
  readonly from?: string
  readonly to?: string
}

/** `trunkline rate`: what use costs by a catalogue, with the reasons; nothing lands and nothing is published. */
export async function rate(options: RateOptions): Promise<void> {
  const { catalogue, hash } = loadCatalogue(options.catalogue)
  const input = trialInput(
    options.usage === undefined ? [] : readRecords(options.usage),
    options.subscribers === undefined ? [] : readRecords(options.subscribers),
    catalogue,
    defaultsOf(options),
  )
  const span = spanOf(options, input)
  await withSession(options, async ({ warehouse, print }) => {
    const trial = await openTrial(warehouse, await loadProject(undefined), catalogueEvents(catalogue), input, span)
    try {
      const answer = await trialAnswer(trial)
      if (options.json) print(JSON.stringify({ catalogue: hash, from: span.from, to: span.to, ...answer }))
      else for (const text of tables(answer)) print(text)
    } finally {
      await trial.close()
    }
  })
}

function defaultsOf(options: RateOptions): SubscriberDefaults {
  const cycleDay = Number(options.cycleDay)
  if (!Number.isInteger(cycleDay) || cycleDay < 1 || cycleDay > 31) {
    throw new InputError(`--cycle-day ${options.cycleDay} is no day of a month`, 'expected 1 to 31')
  }
  return {
    offering: options.offering,
    timeZone: options.timeZone,
    cycleDay,
    start: instantOf(options.start ?? '2000-01-01', '--start', 0),
  }
}

/** The days that are rated: as told, else the months in which something was used. */
function spanOf(options: RateOptions, { usage }: TrialInput): TrialSpan {
  const times = usage.map((event) => Date.parse((event as { started_at: string }).started_at))
  const first = new Date(times.length === 0 ? Date.now() : times.reduce((a, b) => Math.min(a, b)))
  const last = new Date(times.length === 0 ? Date.now() : times.reduce((a, b) => Math.max(a, b)))
  const month = (at: Date, months: number) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1))
  return {
    from: options.from === undefined ? month(first, 0) : new Date(instantOf(options.from, '--from', 0)),
    to: options.to === undefined ? month(last, 1) : new Date(instantOf(options.to, '--to', 0)),
  }
}

function tables(answer: Awaited<ReturnType<typeof trialAnswer>>): string[] {
  const width = process.stdout.columns
  const lines = answer.rated.map((line) => ({
    event: line.event_id,
    line: line.subscription_id,
    start: line.started_at,
    use: line.metric || line.service,
    price: line.price_id,
    zone: line.zone,
    band: line.parts.length > 0 ? [...new Set(line.parts.map(({ band }) => band))].join(' + ') : line.band,
    quantity: line.quantity,
    charged: line.charged_quantity,
    amount: line.amount,
    currency: line.currency,
  }))
  const charges = answer.charges.map((line) => ({
    line: line.subject,
    use: line.metric || line.service,
    price: line.price_id,
    model: line.model,
    from: line.period_from,
    to: line.period_to,
    events: line.events,
    quantity: line.quantity,
    charged: line.charged_quantity,
    amount: line.amount,
    currency: line.currency,
  }))
  return [
    ...(lines.length > 0 ? [`rated use\n${renderTable(lines, width)}`] : []),
    ...(charges.length > 0 ? [`\nby period\n${renderTable(charges, width)}`] : []),
    ...(answer.rejected.length > 0 ? [`\nrejected\n${renderTable(answer.rejected, width)}`] : []),
    `\ntotals\n${renderTable(answer.totals, width)}`,
  ]
}
