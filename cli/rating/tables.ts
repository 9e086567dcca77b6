import type { RateAnswer } from '../../operations/rating/rate-answer.ts'
import { renderTable } from '../terminal/table.ts'

/** Rows of a table that a person reads. */
const SHOWN = 200

/** An answer as text: uses with their reasons, charges of periods, allowances, rejects, totals. */
export function answerTables(answer: RateAnswer, width: number | undefined): string[] {
  const lines = answer.lines.map((line) => ({
    event: line.event_id,
    line: line.subscription_id,
    start: line.started_at.replace('.000000Z', 'Z'),
    use: line.metric || line.service,
    price: line.price_id,
    zone: line.zone,
    band: line.parts.length > 0 ? [...new Set(line.parts.map(({ band }) => band))].join(' + ') : line.band,
    quantity: line.quantity,
    charged: line.charged_quantity,
    covered: line.covered_quantity,
    amount: line.added ?? line.amount,
    currency: line.currency,
  }))
  const charges = answer.charges.map((line) => ({
    line: line.subject,
    use: line.metric || line.service,
    price: line.price_id,
    model: line.model,
    group: line.group,
    from: line.period_from,
    to: line.period_to,
    events: line.events,
    quantity: line.quantity,
    charged: line.charged_quantity,
    amount: line.amount,
    currency: line.currency,
  }))
  const used = answer.allowances.filter(({ used }) => used !== '0')
  return [
    ...table('rated use', lines, width),
    ...answer.lines.flatMap(({ event_id, explanation }) =>
      explanation === undefined ? [] : [`\n${event_id}\n${explanation.map((sentence) => `  ${sentence}`).join('\n')}`],
    ),
    ...table('charged by period', charges, width),
    ...table('allowances that were used', used, width),
    ...table('sessions', answer.grants, width),
    ...table(
      'prepaid balances',
      answer.balances.map(({ deposits, ...balance }) => balance),
      width,
    ),
    ...table('not paid by balances', answer.unpaid, width),
    ...rejects(answer),
    ...(answer.totals.length > 0 ? [`\ntotals\n${renderTable(answer.totals, width)}`] : ['nothing was rated']),
  ]
}

function table(title: string, rows: readonly object[], width: number | undefined): string[] {
  if (rows.length === 0) return []
  const more = rows.length > SHOWN ? `\n… and ${rows.length - SHOWN} more (--json prints them)` : ''
  return [`\n${title}\n${renderTable(rows.slice(0, SHOWN), width)}${more}`]
}

function rejects({ rejects }: RateAnswer): string[] {
  if (rejects.length === 0) return []
  const texts = rejects.slice(0, SHOWN).map((one) => {
    const place = one.file === null ? '' : `${one.file}:${one.line}: `
    // An id that was not told is the place.
    const id = place === `${one.event_id}: ` ? null : one.event_id
    const what = [id, one.field].filter((word) => word !== null).join(' ')
    return `  ${place}${what === '' ? '' : `${what}: `}${one.reason}: ${one.because}\n    ${one.todo}`
  })
  const more = rejects.length > SHOWN ? [`  … and ${rejects.length - SHOWN} more (--json prints them)`] : []
  return [`\nnot rated: ${rejects.length}`, ...texts, ...more]
}
