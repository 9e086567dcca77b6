import type { Event } from '../../ingest/contracts/index.ts'
import { DAY_MS, HOUR_MS, type Window } from './calendar.ts'
import type { Account, Line, Stint } from './line.ts'
import type { Random } from './random.ts'

/** What CRM, order management and provisioning say of a line: states, numbers, orders, steps. */
export function lifeCycleEvents(window: Window, random: Random, line: Line, sink: Event[]): void {
  const { from } = window
  line.stints.forEach((stint, i) => {
    sink.push(subscriptionState(line, stint, stint.from, 'active'))
    if (i > 0) orderEvents(random, line, stint.from, 'modify', stint.offeringId, sink)
  })
  if (line.activatedAt >= from) joinEvents(random, line, sink)
  else sink.push(step(line, 'active', line.activatedAt))
  const last = line.stints[line.stints.length - 1]!
  if (line.suspendedAt !== undefined) {
    sink.push(subscriptionState(line, last, line.suspendedAt, 'suspended', 'debt'))
    sink.push(step(line, 'suspended', line.suspendedAt, 'debt'))
  }
  if (line.terminatedAt !== undefined) {
    sink.push(subscriptionState(line, last, line.terminatedAt, 'terminated', line.reason ?? 'not stated'))
    sink.push(step(line, 'terminated', line.terminatedAt, line.reason))
    orderEvents(random, line, line.terminatedAt, 'delete', last.offeringId, sink)
  }
  numberEvents(line, sink)
}

function subscriptionState(
  line: Line,
  stint: Stint,
  at: number,
  status: 'active' | 'suspended' | 'terminated',
  reason?: string,
): Event {
  return {
    contract: 'subscription',
    subscription_id: line.id,
    effective_at: new Date(at),
    customer_id: line.customerId,
    billing_account_id: line.account.id,
    type: stint.type,
    status,
    status_reason: reason,
    offering_id: stint.offeringId,
    contract_months: line.contractMonths,
    access: stint.access,
    channel: line.channel,
  }
}

type Step = Extract<Event, { contract: 'life_cycle_step' }>['step']

const step = (line: Line, name: Step, at: number, outcome?: string): Event => ({
  contract: 'life_cycle_step',
  customer_id: line.customerId,
  subscription_id: line.id,
  step: name,
  entered_at: new Date(at),
  outcome,
})

/** From the first contact to the first use; instants go back from the activation. */
function joinEvents(random: Random, line: Line, sink: Event[]): void {
  const provisioned = line.activatedAt - random.between(1, 30) * 60_000
  const fulfilment = provisioned - random.between(2, line.mobile ? 30 : 240) * HOUR_MS
  const ordered = fulfilment - random.between(1, 20) * HOUR_MS
  const checked = ordered - random.between(1, 60) * 60_000
  const applied = checked - random.between(2, 40) * 60_000
  const engaged = applied - Math.floor(random.exponential(6 * DAY_MS))
  const creditClass = random.weighted([
    ['class A', 4],
    ['class B', 5],
    ['class C', 2],
  ])
  const steps: readonly (readonly [Step, number, string?])[] = [
    ['engagement', engaged, line.channel],
    ['application', applied],
    ['credit check', checked, creditClass],
    ['order', ordered],
    ['fulfilment', fulfilment],
    ['provisioned', provisioned],
    ['active', line.activatedAt],
  ]
  for (const [name, at, outcome] of steps) sink.push(step(line, name, at, outcome))
  const first = line.stints[0]!
  sink.push({
    contract: 'subscription',
    subscription_id: line.id,
    effective_at: new Date(ordered),
    customer_id: line.customerId,
    billing_account_id: line.account.id,
    type: first.type,
    status: 'pending',
    offering_id: first.offeringId,
    contract_months: line.contractMonths,
    access: first.access,
    channel: line.channel,
  })
  orderEvents(random, line, line.activatedAt, 'add', first.offeringId, sink, ordered)
}

function orderEvents(
  random: Random,
  line: Line,
  completedAt: number,
  action: 'add' | 'modify' | 'delete',
  offeringId: string,
  sink: Event[],
  placedAt = completedAt - random.between(1, 20) * DAY_MS,
): void {
  const states: readonly (readonly ['acknowledged' | 'in progress' | 'completed', number])[] = [
    ['acknowledged', placedAt],
    ['in progress', placedAt + Math.floor((completedAt - placedAt) / 2)],
    ['completed', completedAt],
  ]
  for (const [status, at] of states) {
    sink.push({
      contract: 'product_order',
      order_id: `O-${line.id}-${action}`,
      updated_at: new Date(at),
      customer_id: line.customerId,
      subscription_id: line.id,
      action,
      offering_id: offeringId,
      status,
      channel: line.channel,
    })
  }
}

/** Assignments of a line's numbers, sent again with their end where they have one. */
export function numberEvents(line: Line, sink: Event[]): void {
  const assign = (type: 'msisdn' | 'imsi' | 'fixed line' | 'login', number: string, from: number, to?: number) => {
    const common = {
      contract: 'subscription_number',
      subscription_id: line.id,
      number_type: type,
      number,
      assigned_from: new Date(from),
    } as const
    const end = to ?? line.terminatedAt
    sink.push(common)
    if (end !== undefined) sink.push({ ...common, assigned_to: new Date(end) })
  }
  for (const { number, from, to } of line.numbers) {
    if (line.terminatedAt !== undefined && from >= line.terminatedAt) continue
    const end = to !== undefined && to < (line.terminatedAt ?? Infinity) ? to : undefined
    assign(line.mobile ? 'msisdn' : 'fixed line', number, from, end)
  }
  if (line.imsi) assign('imsi', line.imsi, line.activatedAt)
  if (!line.mobile) assign('login', loginOf(line), line.activatedAt)
}

/** Login of a fixed line's broadband access. */
export const loginOf = (line: Pick<Line, 'id'>): string => `${line.id.toLowerCase()}@sample`

/** An account's state, and its closing when its last line ends. */
export function accountEvents(account: Account, closedAt: number | undefined, sink: Event[]): void {
  const state = (at: number, status: 'active' | 'closed'): Event => ({
    contract: 'billing_account',
    billing_account_id: account.id,
    updated_at: new Date(at),
    customer_id: account.customerId,
    payer_account_id: account.payerId,
    currency: account.currency,
    time_zone: account.calendar.zone,
    cycle_day: account.cycleDay,
    payment_terms_days: account.termsDays,
    payment_method: account.method,
    tax_exempt: account.taxExempt,
    status,
  })
  sink.push(state(account.since, 'active'))
  // Closed well after its last line: its last bill is still to come.
  const closing = closedAt === undefined ? undefined : closedAt + 60 * DAY_MS
  if (closing !== undefined && closing < account.calendar.window.until) sink.push(state(closing, 'closed'))
}
