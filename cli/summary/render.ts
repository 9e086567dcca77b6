import { rounded } from '../../documents/exact.ts'
import { groupDigits, renderTable } from '../terminal/table.ts'
import type { Summary } from './summary.ts'

/** The summary as a person reads it. */
export function renderSummary(summary: Summary, width = 100): string {
  return [
    `Trunkline  ${summary.input}, as of ${summary.asOf.slice(0, 10)}`,
    cameIn(summary),
    rejected(summary, width),
    base(summary),
    ...money(summary, width),
    checks(summary),
    `${summary.seconds.total.toFixed(1)} s: ingest ${summary.seconds.ingest.toFixed(1)} s, models ${summary.seconds.models.toFixed(1)} s`,
  ].join('\n\n')
}

function money({ billed, arpu, creditLimits, collectionList }: Summary, width: number): string[] {
  const amount = (exact: string | null) => (exact === null ? null : groupDigits(exact, 2))
  const month = (day: string) => day.slice(0, 7)
  return [
    section(
      'Billed (closed bill periods, by the month they begin in)',
      renderTable(
        billed.map((row) => ({
          ...row,
          month: month(row.month),
          bills: groupDigits(row.bills),
          net: amount(row.net),
          tax: amount(row.tax),
          gross: amount(row.gross),
        })),
        width,
      ),
    ),
    section(
      'ARPU (earned revenue a line, without tax)',
      renderTable(
        arpu.map((row) => ({ ...row, month: month(row.month), arpu: amount(row.arpu) })),
        width,
      ),
    ),
    section(
      'Credit limits',
      renderTable(
        creditLimits.map(({ creditClass, currency, accounts, totalLimit }) => ({
          class: creditClass,
          currency,
          accounts: groupDigits(accounts),
          'total limit': amount(totalLimit),
        })),
        width,
      ),
    ),
    section(
      `Collection list, first ${collectionList.length}`,
      renderTable(
        collectionList.map(({ daysPastDue, expectedRecovery, overdue, ...row }) => ({
          ...row,
          overdue: amount(overdue),
          'days past due': daysPastDue,
          // An expectation: its exact product with a probability is no money.
          'expected recovery': amount(rounded(expectedRecovery, 2)),
        })),
        width,
      ),
    ),
  ]
}

function section(title: string, body: string): string {
  const indented = body.split('\n').map((line) => `  ${line}`)
  return `${title}\n${indented.join('\n')}`
}

function cameIn({ landed }: Summary): string {
  const total = landed.reduce((sum, { events }) => sum + events, 0)
  const simulated = landed.reduce((sum, row) => sum + row.simulated, 0)
  const share = total === 0 ? '' : `, ${percent(simulated / total)} of them simulated`
  const contracts = landed.map(({ contract, events }) => `${contract} ${groupDigits(events)}`)
  return section(`Came in: ${groupDigits(total)} events${share}`, wrap(contracts, 96))
}

function rejected({ quarantined, notRated }: Summary, width: number): string {
  const refused = quarantined.reduce((sum, { records }) => sum + records, 0)
  const unrated = notRated.reduce((sum, { events }) => sum + events, 0)
  const lines = [
    ...quarantined.map((row) => ({
      where: 'quarantine',
      reason: `${row.reason}${row.field ? `: ${row.field}` : ''}`,
      count: row.records,
      feed: row.feed,
    })),
    ...notRated.map((row) => ({ where: 'rating', reason: row.reason, count: row.events, feed: '' })),
  ]
  const title = `Rejected: ${groupDigits(refused)} records at landing (replayable), ${groupDigits(unrated)} events not rated`
  return lines.length === 0 ? title : section(title, renderTable(lines, width))
}

function base({ base, churnedShare }: Summary): string {
  const flow = `${groupDigits(base.opening)} + ${groupDigits(base.adds)} new + ${groupDigits(base.reconnects)} back - ${groupDigits(base.terminations)} gone = ${groupDigits(base.closing)}`
  const rates = `churn_rate ${percent(base.churnRate)} (of the average base), churn_rate_opening ${percent(base.churnRateOpening)}`
  const shares = churnedShare.map((row) => {
    const of = row.dimension === 'all' ? '' : ` ${row.dimension} ${row.value}`
    return (
      `churned_share${of} ${percent(row.churnedShare, 3)} (${groupDigits(row.churned)} of ${groupDigits(row.customers)} customers), ` +
      `monthly charges ${groupDigits(row.monthlyCharges ?? '0', 2)} ${row.currency ?? ''}`
    )
  })
  return section(`Base in ${base.month.slice(0, 7)}`, [flow, rates, ...shares].join('\n'))
}

function checks({ checks }: Summary): string {
  const passed = checks.filter(({ status }) => status === 'passed').length
  const rest = checks.filter(({ status }) => status !== 'passed')
  const byModel = new Map<string, number>()
  for (const { model, status } of checks) {
    const folder = model.includes(',') ? 'between models' : model.split('.')[0]!
    if (status === 'passed') byModel.set(folder, (byModel.get(folder) ?? 0) + 1)
  }
  const lines = [
    wrap(
      [...byModel].map(([folder, count]) => `${folder} ${count}`),
      96,
    ),
    ...rest.map(({ model, check, status, failing }) => `${status}: ${model}: ${check} (${groupDigits(failing)} rows)`),
  ]
  return section(`Checks: ${passed} of ${checks.length} passed`, lines.join('\n'))
}

function percent(share: number | null, decimals = 2): string {
  return share === null ? '–' : `${(share * 100).toFixed(decimals)} %`
}

function wrap(words: readonly string[], width: number): string {
  const lines = ['']
  for (const word of words) {
    const last = lines[lines.length - 1]!
    if (last !== '' && last.length + word.length + 2 > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last}, ${word}`
  }
  return lines.join('\n')
}
