import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take longest, the longest first: begun last, one of them would keep one core to itself at the end. Vitest
 * knows this by itself only where it has run before.
 */
const LONGEST = [
  'reports/reports',
  'cli/rating',
  'operations/billing/corrections',
  'ingest/kafka/crash',
  'cluster/cluster',
  'billing/commands',
  'cli/sample',
  'operations/billing/issue',
  'ingest/landing/bad-input',
  'packaging',
  'cluster/incremental',
  'models/rating/by-interval',
  'billing/late-fees',
  'transforms/incremental',
  'ingest/kafka/kafka-feed',
  'ingest/kafka/leaderless',
  'ingest/kafka/login',
  'rating/agreement',
  'rating/prepaid',
  'rating/allowances',
  'models/customers/base-property',
  'acceptance/events/known_answers',
  'models/customers/base',
  'transforms/incremental-crash',
  'ingest/landing/crash',
  'ingest/watch/crash',
  'acceptance/events/acceptance',
  'acceptance/quantity/quantity',
  'models/billing/charges',
  'models/marketing/at-risk',
  'transforms/golden',
  'transforms/crash',
  'models/credit/credit-limit',
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.indexOf(relative(import.meta.dirname, moduleId).replace(/\.test\.ts$/, ''))
      return found === -1 ? LONGEST.length : found
    }
    // The order among the others stays.
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
