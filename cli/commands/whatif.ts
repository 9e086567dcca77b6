import { extname, join, resolve } from 'node:path'
import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import { catalogueAsOf } from '../../operations/rating/catalogue-as-of.ts'
import { type Comparison, comparison } from '../../operations/rating/comparison.ts'
import { landedPlans } from '../../operations/rating/landed-plans.ts'
import { type LandedUse, linesCondition } from '../../operations/rating/landed-use.ts'
import { moveOffering } from '../../operations/rating/move-offering.ts'
import { ratingProject } from '../../operations/rating/rating-project.ts'
import { instantOf } from '../../operations/rating/subscriber.ts'
import { openTrial, type Trial } from '../../operations/rating/trial.ts'
import { trialSpan } from '../../operations/rating/trial-span.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { writeWhole } from '../../warehouse/folder.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { environmentOf } from '../environment.ts'
import { csvText } from '../rating/csv-text.ts'
import { openCatalogue } from '../rating/open-catalogue.ts'
import { type CommonOptions, type Session, TIME_TO_DROP, withSession } from '../session.ts'
import { groupDigits, renderTable } from '../terminal/table.ts'

export interface WhatifOptions extends CommonOptions {
  readonly catalogue: string
  readonly against?: string
  readonly from: string
  readonly to: string
  readonly segment?: readonly string[]
  readonly subscription?: readonly string[]
  readonly move?: readonly string[]
  readonly asOf?: string
  readonly csv?: string
  /** `true` for a file in the home folder, or where the picture shall go. */
  readonly plot?: string | true
}

/** Customers that a person sees. */
const SHOWN = 20

/** `trunkline whatif`: past use by another catalogue, beside what it costs by the one that has landed. */
export async function whatif(options: WhatifOptions): Promise<void> {
  if (options.segment && options.subscription) throw new InputError('--segment and --subscription', 'leave one out')
  if (typeof options.plot === 'string' && !/\.(svg|png)$/.test(options.plot)) {
    throw new InputError(`--plot ${options.plot}`, 'expected a file that ends in .svg or .png')
  }
  const other = otherCatalogue(options)
  const against = options.against === undefined ? undefined : openCatalogue(options.against, options)
  const span = trialSpan(options, [])
  await withSession(
    options,
    async (session) => {
      const project = ratingProject()
      const { prefix, sourcePrefix = prefix } = await environmentOf(session)
      await requirePlans(session.warehouse, sourcePrefix, options.move)
      const landed: Omit<LandedUse, 'catalogueToo'> = {
        prefix: sourcePrefix,
        ...span,
        ...(options.subscription ? { lines: { by: 'subscription', ids: options.subscription } as const } : {}),
        ...(options.segment ? { lines: { by: 'segment', segments: options.segment } as const } : {}),
      }
      const trial = (catalogue: Catalogue | undefined, label: string) =>
        openTrial(session.warehouse, project, catalogue ? catalogueEvents(catalogue) : [], nothing, span, {
          landed: { ...landed, catalogueToo: catalogue === undefined },
          signal: session.signal,
          alsoWanted: ['staging.customer_current'],
          onProgress: (done, total) => session.progress.update(label, done, total),
        })
      const trials: Trial[] = []
      try {
        trials.push(await trial(against?.catalogue, 'models by the catalogue that stands'))
        trials.push(await trial(other.catalogue, 'models by the other catalogue'))
        session.progress.clear()
        const [before, after] = trials as [Trial, Trial]
        const found = await comparison(
          before.ask,
          before,
          after,
          linesCondition('subscription_id', { ...landed, catalogueToo: true }),
        )
        if (found.totals.length === 0 && found.rejects.length === 0) {
          throw new InputError(
            `nothing was used from ${span.from.toISOString()} to ${span.to.toISOString()}`,
            'trunkline status tells what has landed',
          )
        }
        const hashes = { catalogue: other.hash, against: against?.hash ?? null }
        if (options.json) session.print(JSON.stringify({ ...hashes, ...span, ...found }))
        else tell(session, found)
        if (options.csv !== undefined) writeCsv(options.csv, found)
        if (options.plot !== undefined) await draw(session, options, found)
      } finally {
        for (const one of trials) await one.close()
      }
    },
    TIME_TO_DROP,
  )
}

const nothing = { usage: [], subscribers: [] }

function otherCatalogue({ catalogue: folder, asOf, move = [], ...options }: WhatifOptions) {
  const { catalogue, hash } = openCatalogue(folder, options)
  const held = asOf === undefined ? catalogue : catalogueAsOf(catalogue, new Date(instantOf(asOf, '--as-of', 0)))
  const moved = move.reduce((known, pair) => {
    const [from, to, ...more] = pair.split('=')
    if (!from || !to || more.length > 0) throw new InputError(`--move ${pair}`, 'write it as mobile-20=mobile-30')
    return moveOffering(known, from, to)
  }, held)
  return { catalogue: moved, hash }
}

/** @throws InputError where no line ever had a plan that lines are to be moved from: nothing would differ, and nothing would say why. */
async function requirePlans(warehouse: Warehouse, prefix: string, move: readonly string[] = []): Promise<void> {
  const known = move.length === 0 ? undefined : await landedPlans(warehouse, prefix)
  if (known === undefined) return
  for (const pair of move) {
    const from = pair.split('=')[0]!
    if (known.includes(from)) continue
    const likely = nearest(from, known)
    throw new InputError(
      `--move ${pair}: no line has the plan "${from}"`,
      `lines have: ${(likely.length > 0 ? likely : known).join(', ')}`,
    )
  }
}

/** Uses that only one of the catalogues rates make the difference look like a price. */
function ratedByOne(rejects: Comparison['rejects']): string | undefined {
  const [before, after] = [sum(rejects.map((of) => of.before)), sum(rejects.map((of) => of.after))]
  if (before === after) return undefined
  const by = before < after ? after - before : before - after
  const more = by === 1n ? '1 use more is' : `${groupDigits(by)} uses more are`
  return `${more} not rated ${before < after ? 'after' : 'before'}: the difference is not one of prices alone; the reasons are below`
}

const sum = (counts: readonly string[]): bigint => counts.reduce((total, count) => total + BigInt(count), 0n)

function tell({ print }: Session, { totals, segments, customers, rejects }: Comparison): void {
  const width = process.stdout.columns
  print(`in total\n${renderTable(totals, width)}`)
  const note = ratedByOne(rejects)
  if (note !== undefined) print(`\n${note}`)
  if (segments.length > 1) print(`\nby segment\n${renderTable(segments, width)}`)
  const moved = customers.filter(({ difference }) => difference !== '0')
  if (moved.length > 0) {
    print(`\ncustomers with the largest difference\n${renderTable(moved.slice(0, SHOWN), width)}`)
    if (moved.length > SHOWN) print(`… and ${(moved.length - SHOWN).toLocaleString('en')} more (--csv, --json)`)
  } else print('\nno customer would pay more or less')
  if (rejects.length > 0) print(`\nuses that are not rated\n${renderTable(rejects, width)}`)
}

function writeCsv(file: string, { customers }: Comparison): void {
  const columns = [
    'customer_id',
    'segment',
    'currency',
    'before',
    'after',
    'difference',
    'events_before',
    'events_after',
  ]
  writeWhole(file, csvText(columns, customers), 'say where the file shall go: --csv <file>')
}

async function draw({ home, print }: Session, options: WhatifOptions, { segments }: Comparison): Promise<void> {
  const { plotPng, plotSvg } = await import('../terminal/plot.ts')
  const file = resolve(typeof options.plot === 'string' ? options.plot : join(home, 'plots', 'whatif.png'))
  const currencies = Map.groupBy(segments, ({ currency }) => currency)
  for (const [currency, rows] of currencies) {
    const chart = {
      title: `Difference by segment, ${currency}, use from ${options.from} to ${options.to}`,
      rows: rows.map((segment) => ({ ...segment })),
      x: 'segment',
      y: 'difference',
    }
    // Amounts of several currencies have no common scale: a picture each.
    const own = currencies.size === 1 ? file : file.replace(/(\.\w+)$/, `-${currency}$1`)
    writeWhole(own, extname(file) === '.svg' ? plotSvg(chart) : plotPng(chart), 'say where it shall go: --plot <file>')
    if (!options.json) print(`\n${own}`)
  }
}
