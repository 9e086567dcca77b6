import type { GrantLine } from './grant.ts'
import type { RejectLine } from './rate-answer.ts'
import type { TotalLine } from './totals.ts'
import type {
  AllowanceLine,
  BalanceDeposit,
  BalanceLine,
  ChargeLine,
  MovementLine,
  RatedLine,
  RatedPart,
  UnpaidLine,
} from './trial-answer.ts'

/** Meaning and example of every field of a row. */
export type Fields<Row> = Readonly<Record<keyof Row & string, readonly [means: string, example: string]>>

/** What `trunkline rate --json` says of each use; the types see to it that no field is left out. */
export const lineFields: Fields<RatedLine & { explanation: readonly string[] }> = {
  event_id: ['The use', 'c1'],
  subscription_id: ['The line', 'S-1'],
  started_at: ['When it began, UTC', '2026-03-02T20:00:00.000000Z'],
  local_started_at: ['When it began by the clock of the account’s zone', '2026-03-02T21:00:00.000000'],
  service: ['voice, sms, mms, data, content, or metered', 'voice'],
  metric: ['Metric; empty for services', 'api_calls'],
  offering_id: ['The line’s plan then', 'mobile-20'],
  tariff_id: ['The plan’s tariff; `offering/<id>` where the plan has prices of its own', 'standard'],
  price_id: ['The price that fits', 'calls'],
  model: ['Its model; all but `rate` are charged by the period, in `charges`', 'rate'],
  zone: ['Zone of the other party or the visited network; null without one', 'germany'],
  prefix: ['Longest prefix that fits', '4915'],
  band: ['Band in which it began; `*` at any time', 'peak'],
  quantity: ['Seconds, messages, bytes, events, or units of the metric', '65'],
  granted_quantity: ['Less than quantity where the maximum cost ends it', '65'],
  charged_quantity: ['After minimum and increments', '120'],
  connect_fee: ['Connect fee of its rate', '0.05'],
  rate: ['Price of `per_units` units in the band in which it began', '0.06'],
  per_units: ['Units the rate is for', '60'],
  parts: ['Where bands or slots change within it: each part', '[]'],
  covered_quantity: ['Of charged_quantity, what allowances cover', '0'],
  refused_quantity: ['Of charged_quantity, what an allowance that blocks refuses', '0'],
  allowances: ['Allowance, unit, and what was taken of it', '[{"allowance":"minutes","unit":"seconds","taken":"65"}]'],
  stated_amount: ['What the source itself charged (of TAP files the partner); null where it says nothing', '1.234'],
  stated_currency: ['Its currency', 'XDR'],
  exchange_rate: ['What one unit of it was in `currency`; null where nothing is marked up', '1.2'],
  markup: ['Percent added to it; null where nothing is marked up', '15'],
  amount: ['What it costs by itself', '0.12'],
  added: ['What it adds to the charge of its period, where the price is charged in advance', 'null'],
  currency: ['Currency', 'EUR'],
  explanation: ['With --explain: how it came about, a sentence a step', '["…"]'],
}
export const partFields: Fields<RatedPart> = {
  from: ['First unit', '0'],
  quantity: ['Units', '60'],
  band: ['Band', 'peak'],
  rate: ['Rate', '0.06'],
  per_units: ['Units the rate is for', '60'],
  after: ['Units after which its slot begins; 0 without', '300'],
  fee: ['Connect fee of the slot', '0'],
}
export const chargeFields: Fields<ChargeLine> = {
  subscription_id: ['The line, of several the last that used it', 'S-1'],
  billing_account_id: ['Its account', 'A-1'],
  subject: ['Whose use is added up: line, or account where the price says so', 'S-1'],
  service: ['voice, sms, mms, data, content, or metered', 'metered'],
  metric: ['Metric; empty for services', 'api_calls'],
  price_id: ['The price', 'api'],
  priced_from: ['Since when the version of the price holds that counts it', '2000-01-01T00:00:00.000000Z'],
  model: ['Its model', 'graduated'],
  group: ['Values of the properties by which the price groups; empty without', 'region=eu'],
  kind: ['charge: all of it; adjustment: what a minimum, a maximum or rounding adds to `lines`', 'charge'],
  period_from: ['First local day', '2026-01-01'],
  period_to: ['First local day after it', '2026-02-01'],
  events: ['Uses', '3'],
  quantity: ['As the price adds it up', '15'],
  charged_quantity: ['Converted, less the free units', '15'],
  model_amount: ['By the model, not rounded', '12.5'],
  amount: ['What is due', '12.5'],
  currency: ['Currency', 'EUR'],
}
export const allowanceFields: Fields<AllowanceLine> = {
  subscription_id: ['The line that has it', 'S-1'],
  allowance_id: ['The allowance', 'minutes'],
  unit: ['seconds, messages, bytes, units or money', 'seconds'],
  valid_from: ['First local day', '2026-03-01'],
  valid_to: ['First local day after it', '2026-04-01'],
  carried_over: ['Whether it is the rest of an earlier period', 'false'],
  given: ['Given', '6000'],
  used: ['Used, by whoever shares it', '65'],
  left: ['Left', '5935'],
}
export const balanceFields: Fields<BalanceLine> = {
  subscription_id: ['The line that has it', 'S-1'],
  balance_id: ['The balance', 'main'],
  kind: ['cash or bonus', 'cash'],
  unit: ['money, seconds, messages, bytes or units', 'money'],
  balance: ['What it is at the end of the days that are rated; below zero is debt', '4.1'],
  deposits: ['What was put on it', '[]'],
}
export const depositFields: Fields<BalanceDeposit> = {
  deposit: ['Its kind and id', 'recharge/S-1/given/000001'],
  amount: ['What was put on the balance', '10'],
  left: ['What is left of it; lost where it has expired', '4.1'],
  from: ['Since when', '2026-01-05T00:00:00.000000Z'],
  expires_at: ['When the rest is lost; 2120 without an end', '2120-01-01T00:00:00.000000Z'],
}
export const movementFields: Fields<MovementLine> = {
  subscription_id: ['The line that has the balance', 'S-1'],
  balance_id: ['The balance', 'main'],
  movement_id: ['Its kind and id; of use that of the event and of the deposit', 'c1 recharge/S-1/given/000001'],
  movement: [
    'recharge, bonus, advance, transfer in, adjustment, usage, fee, recovery, transfer out, expiry, refund',
    'usage',
  ],
  moved_at: ['When', '2026-01-10T10:00:00.000000Z'],
  unit: ['Unit of the balance', 'money'],
  amount: ['Signed: positive raises the balance', '-0.6'],
  balance_after: ['The balance after it', '0.4'],
  event_id: ['The use, recharge or pass it is for', 'c1'],
  below_threshold: ['Whether the balance fell below its threshold by it', 'true'],
}
export const unpaidFields: Fields<UnpaidLine> = {
  event_id: ['The use, the fee, or the movement', 'c3'],
  unit: ['money, or the unit of the balance it was to be taken from by name', 'money'],
  amount: ['What it costs, or what was to be taken', '1'],
  unpaid: ['What no balance had', '0.7'],
  refused: ['What a balance that blocks refused, whatever others had', '0'],
}
export const grantFields: Fields<GrantLine> = {
  event_id: ['The use that asks', 'c1'],
  subscription_id: ['The line', 'S-1'],
  unit: ['seconds, messages, bytes or units', 'seconds'],
  requested: ['Units it asks for', '86400'],
  granted: ['Units it may use', '300'],
  covered: ['Of all it asks for, what allowances and balances of units cover', '60'],
  amount: ['What the granted units cost, before allowances of money', '2.4'],
  currency: ['Currency', 'EUR'],
  limit: ['Why it is not more: none, balance, blocker, maximum cost', 'balance'],
}
export const rejectFields: Fields<RejectLine> = {
  reason: ['Why: the list below', 'no rate'],
  event_id: ['The use; null for a record that is none', 'c4'],
  subscription_id: ['The line, where it is known', 'S-1'],
  started_at: ['When it began', '2026-03-02T20:00:00.000000Z'],
  service: ['Service', 'voice'],
  metric: ['Metric', ''],
  quantity: ['Quantity', '65'],
  file: ['File it comes from; null for landed use', 'calls.csv'],
  line: ['Line in it, from 1', '4'],
  field: ['Field that is wrong', 'duration_s'],
  because: ['The cause, in words', 'no prefix of tariff standard fits 4420123, …'],
  todo: ['What to do', 'add the prefix to a zone …'],
}
export const totalFields: Fields<TotalLine> = {
  currency: ['Currency', 'EUR'],
  events: ['Uses that are rated', '4'],
  usage: ['Sum of `lines`', '0.45'],
  charges: ['Sum of `charges`', '11'],
  total: ['Both', '11.45'],
}
