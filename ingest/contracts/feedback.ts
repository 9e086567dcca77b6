import { t } from '../../warehouse/columns.ts'
import { contract, field, type Rule } from './contract.ts'
import { customerId } from './shapes.ts'

/** A customer's rating: satisfaction 1 to 5, or likelihood to recommend 0 to 10. */
export const feedback = contract({
  name: 'feedback',
  description: 'A customer’s rating of a contact (CSAT, 1 to 5) or of the operator (NPS, 0 to 10).',
  eventTime: 'given_at',
  identity: ['feedback_id'],
  rules: [isOnTheScale],
  fields: {
    feedback_id: field(t.string, 'Id given by the survey tool', 'F-000017'),
    customer_id: customerId,
    given_at: field(t.instant, 'When it was given', '2026-02-13T09:00:00Z'),
    kind: field(t.oneOf('csat', 'nps'), 'Which scale', 'nps'),
    score: field(t.uint8, '1 to 5 for csat, 0 to 10 for nps', '9', { max: 10 }),
    comment: field(t.nullable(t.string), 'In the customer’s words', 'quick and friendly', { personal: true }),
  },
})

function isOnTheScale(event: Parameters<Rule>[0]): ReturnType<Rule> {
  const score = Number(event.score)
  if (event.kind !== 'csat' || (score >= 1 && score <= 5)) return undefined
  return { field: 'score', expected: '1 to 5 for csat' }
}
