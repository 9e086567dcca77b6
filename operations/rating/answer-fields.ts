import type { RejectLine } from './rate-answer.ts'
import type { TotalLine } from './totals.ts'
import type { AllowanceLine, ChargeLine, RatedLine, RatedPart } from './trial-answer.ts'

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
