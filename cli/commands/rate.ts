import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import { catalogueAsOf } from '../../operations/rating/catalogue-as-of.ts'
import { explainedModels } from '../../operations/rating/explain/facts.ts'
import { type LandedUse, linesCondition } from '../../operations/rating/landed-use.ts'
import { withNeededRates } from '../../operations/rating/needed-rates.ts'
import { rateAnswer } from '../../operations/rating/rate-answer.ts'
import { ratingProject } from '../../operations/rating/rating-project.ts'
import { instantOf, isTimeZone, type SubscriberDefaults } from '../../operations/rating/subscriber.ts'
import { openTrial } from '../../operations/rating/trial.ts'
import { trialInput } from '../../operations/rating/trial-input.ts'
import { type TrialSpan, trialSpan } from '../../operations/rating/trial-span.ts'
import { readUse, readWholeRecords } from '../../operations/rating/usage-file.ts'
import { InputError } from '../../warehouse/errors.ts'
import { environmentOf } from '../environment.ts'
import { openCatalogue } from '../rating/open-catalogue.ts'
import { answerTables } from '../rating/tables.ts'
import { type CommonOptions, noted, type Session, TIME_TO_DROP, withSession } from '../session.ts'

export interface RateOptions extends CommonOptions {
  readonly catalogue?: string
  readonly usage?: readonly string[]
  readonly subscribers?: readonly string[]
  readonly offering?: string
  readonly timeZone?: string
  readonly cycleDay?: string
  readonly start?: string
  readonly from?: string
  readonly to?: string
  readonly asOf?: string
  readonly landed?: boolean
  readonly subscription?: readonly string[]
  readonly explain?: boolean
  readonly balances?: readonly string[]
  readonly grant?: string
}

/** `trunkline rate`: what use costs by a catalogue, with the reasons; nothing lands and nothing is published. */
export async function rate(cases: readonly string[], options: RateOptions): Promise<void> {
  if (cases.length > 0) return (await import('../rating/tariff-tests.ts')).tariffTests(cases, options)
  check(options)
  if (options.landed) return rateLanded(options)
  const { catalogue: whole, hash } = openCatalogue(options.catalogue!, options)
  const catalogue =
    options.asOf === undefined ? whole : catalogueAsOf(whole, new Date(instantOf(options.asOf, '--as-of', 0)))
  const input = trialInput(
    readUse(options.usage ?? [], noted),
    (options.subscribers ?? []).flatMap(readWholeRecords),
    catalogue,
    subscriberDefaults(options),
    { balances: (options.balances ?? []).flatMap(readWholeRecords), grant: options.grant },
  )
  const span = trialSpan(options, input.usage)
  await withSession(
    options,
    async (session) => {
      const needed = withNeededRates(catalogue, [...input.usage, ...input.movements])
      const trial = await openTrial(session.warehouse, ratingProject(), catalogueEvents(needed), input, span, {
        alsoWanted: explainedModels,
        signal: session.signal,
        onProgress: (done, total, model) => session.progress.update(model, done, total),
      })
      session.progress.clear()
      try {
        const answer = await rateAnswer(trial, input, { explained: options.explain === true })
        told(session, options, hash, span, answer)
      } finally {
        await trial.close()
      }
    },
    TIME_TO_DROP,
  )
}

/** Use that has landed, by a catalogue of files or the one that has landed. */
async function rateLanded(options: RateOptions): Promise<void> {
  const given = options.catalogue === undefined ? undefined : openCatalogue(options.catalogue, options)
  const catalogue =
    given && options.asOf !== undefined
      ? catalogueAsOf(given.catalogue, new Date(instantOf(options.asOf, '--as-of', 0)))
      : given?.catalogue
  const span = {
    from: new Date(instantOf(options.from!, '--from', 0)),
    to: new Date(instantOf(options.to!, '--to', 0)),
  }
  await withSession(
    options,
    async (session) => {
      const { prefix, sourcePrefix = prefix } = await environmentOf(session)
      const landed: LandedUse = {
        prefix: sourcePrefix,
        ...span,
        catalogueToo: given === undefined,
        ...(options.subscription ? { lines: { by: 'subscription', ids: options.subscription } } : {}),
      }
      const trial = await openTrial(
        session.warehouse,
        ratingProject(),
        catalogue ? catalogueEvents(catalogue) : [],
        { usage: [], subscribers: [] },
        span,
        {
          landed,
          signal: session.signal,
          alsoWanted: explainedModels,
          onProgress: (done, total, model) => session.progress.update(model, done, total),
        },
      )
      session.progress.clear()
      try {
        const answer = await rateAnswer(
          trial,
          { refused: [], places: new Map() },
          { explained: options.explain === true, of: linesCondition('subscription_id', landed) },
        )
        told(session, options, given?.hash ?? null, span, answer)
      } finally {
        await trial.close()
      }
    },
    TIME_TO_DROP,
  )
}

function told(
  { print }: Session,
  { json }: RateOptions,
  catalogue: string | null,
  { from, to }: TrialSpan,
  answer: Awaited<ReturnType<typeof rateAnswer>>,
): void {
  if (json) print(JSON.stringify({ catalogue, from: from.toISOString(), to: to.toISOString(), ...answer }))
  else for (const text of answerTables(answer, process.stdout.columns)) print(text.replace(/^\n(?=rated use)/, ''))
}

function check(options: RateOptions): void {
  if (options.landed) {
    if (options.usage || options.subscribers || options.balances || options.grant !== undefined) {
      throw new InputError('--landed rates what has landed', 'leave --usage, --subscribers, --balances and --grant out')
    }
    if (options.from === undefined || options.to === undefined) {
      throw new InputError('--landed needs the days whose use is rated', 'add --from 2026-03-01 --to 2026-04-01')
    }
    if (options.asOf !== undefined && options.catalogue === undefined) {
      throw new InputError('--as-of is for a catalogue of files', 'add --catalogue <folder>')
    }
    return
  }
  if (options.catalogue === undefined) {
    throw new InputError(
      'nothing says what use costs',
      'give --catalogue <folder>, --landed for what has landed, or files with cases',
    )
  }
  if ([options.usage, options.subscribers, options.balances, options.from].every((one) => one === undefined)) {
    throw new InputError(
      'nothing says what was used',
      'give --usage <file>, - for standard input, or --from and --to for what is due without use',
    )
  }
  if (options.grant !== undefined && options.grant !== 'max' && !/^[1-9]\d{0,17}$/.test(options.grant)) {
    throw new InputError(`--grant ${options.grant} is no number of units`, 'expected max, or a whole number above zero')
  }
  if (options.subscription) throw new InputError('--subscription chooses lines that have landed', 'add --landed')
  if (options.env !== undefined) throw new InputError('--env is for --landed: files belong to no environment')
}

/** What lines are of which nothing is said. */
function subscriberDefaults(options: RateOptions): SubscriberDefaults {
  const { offering, timeZone = 'UTC', cycleDay = '1', start = '2000-01-01' } = options
  if (!/^([1-9]|[12]\d|3[01])$/.test(cycleDay)) {
    throw new InputError(`--cycle-day ${cycleDay} is no day of a month`, 'expected 1 to 31')
  }
  if (!isTimeZone(timeZone)) {
    throw new InputError(`--time-zone ${timeZone} is no time zone`, 'expected one such as Europe/Berlin')
  }
  return { offering, timeZone, cycleDay: Number(cycleDay), start: instantOf(start, '--start', 0) }
}
