import { catalogueShape } from '../../../ingest/catalogue/catalogue.ts'
import {
  decimal,
  defaulted,
  instant,
  list,
  type Member,
  map,
  needed,
  nested,
  optional,
  record,
  type Shape,
  text,
  type ValueOf,
  whole,
} from '../../../ingest/catalogue/schema/shape.ts'
import { contracts } from '../../../ingest/contracts/index.ts'
import { balanceColumns } from '../balances.ts'
import { subscriberColumns } from '../subscriber-file.ts'

type Texts = Readonly<Record<string, Member<string>>>

const usageMembers: Texts = Object.fromEntries(
  Object.entries({ ...contracts.metered_usage.fields, ...contracts.usage.fields })
    .filter(([name]) => name !== 'properties')
    .map(([name, field]) => [name, optional(text, field.is, field.example)]),
)
const useShape = record('case_use', 'One use: the fields of usage, or of metered_usage where it has a metric.', {
  ...usageMembers,
  properties: optional(map(text), 'Properties of a metric’s use', '{region: eu}'),
  grant: optional(text, 'A session that asks how much it may use: units, or max; instead of a quantity', 'max'),
  offering_id: optional(text, 'Plan of its line, where subscribers does not say', 'mobile-20'),
  billing_account_id: optional(text, 'Account of its line, where subscribers does not say', 'A-1'),
})

const said: Readonly<Record<(typeof subscriberColumns)[number], readonly [means: string, example: string]>> = {
  subscription_id: ['The line', 'S-1'],
  offering_id: ['Its plan; the case’s offering unless told', 'mobile-20'],
  billing_account_id: ['Its account; one of its own, `A-<line>`, unless told', 'A-1'],
  payer_account_id: [
    'Account that pays for its account (itself unless told); allowances of a hierarchy are shared under it',
    'A-0',
  ],
  customer_id: ['Its customer; `C-<account>` unless told', 'C-1'],
  from: ['Since when it has this plan and status; start unless told', '2026-01-15'],
  to: ['End of the line, not included; open unless told', '2026-03-01'],
  status: ['active (unless told), suspended or terminated', 'suspended'],
  time_zone: ['Zone of its account; time_zone of the case unless told', 'Europe/Berlin'],
  cycle_day: ['Day on which the account’s periods begin; cycle_day of the case unless told', '15'],
  type: [
    'mobile prepaid, mobile postpaid, fixed prepaid or fixed postpaid; the plan’s line_type unless told',
    'mobile prepaid',
  ],
  number: ['Number by which use finds the line', '491701234567'],
  imsi: ['IMSI by which use finds the line', '262011234567890'],
}
const subscriberShape = record(
  'case_subscriber',
  'A line from an instant on; another record of the same line with a later `from` is a change; what it leaves out stays, but for the status.',
  Object.fromEntries(subscriberColumns.map((name) => [name, optional(text, said[name][0], said[name][1])])) as Texts,
)

const balanceSaid: Readonly<Record<(typeof balanceColumns)[number], readonly [means: string, example: string]>> = {
  movement_id: ['Its id; in the order of the records unless told', 'm1'],
  subscription_id: ['The line; S-1 unless told', 'S-1'],
  balance: ['Balance of the line’s plan; main unless told', 'main'],
  movement: [
    'recharge (brings the bonuses of the catalogue), bonus, advance, transfer in, adjustment, fee, recovery, transfer out, refund; adjustment unless told',
    'recharge',
  ],
  amount: ['What is put on it, in its unit; below zero what is taken', '10'],
  at: ['When; when lines begin unless told', '2026-01-05'],
  expires_at: ['When it is lost; the balance of the catalogue says unless told', '2026-02-05'],
  pass: ['Instead of an amount: the pass that is bought', 'week-1gb'],
}
const balanceShape = record(
  'case_balance',
  'What is put on a balance of a prepaid line or taken from it, beside use; the fields of `--balances`.',
  Object.fromEntries(
    balanceColumns.map((name) => [name, optional(text, balanceSaid[name][0], balanceSaid[name][1])]),
  ) as Texts,
)

const texts = (members: Readonly<Record<string, readonly [means: string, example: string]>>): Texts =>
  Object.fromEntries(Object.entries(members).map(([name, [means, example]]) => [name, optional(text, means, example)]))

const expectedLine = record('expected_line', 'What a rated use must say; numbers are compared by value.', {
  event_id: needed(text, 'The use', 'c1'),
  ...texts({
    amount: ['What it costs', '0.12'],
    price_id: ['Price', 'calls'],
    zone: ['Zone', 'germany'],
    prefix: ['Prefix', '49'],
    band: ['Band', 'peak'],
    granted_quantity: ['Units it was granted', '60'],
    charged_quantity: ['Units after increments', '60'],
    added: ['What it adds to its period’s charge, charged in advance', '10'],
    covered_quantity: ['Units that allowances cover', '60'],
    refused_quantity: ['Units that an allowance refuses', '0'],
    connect_fee: ['Connect fee', '0.05'],
    rate: ['Rate', '0.06'],
    stated_amount: ['What the source itself charged', '1.234'],
    exchange_rate: ['What its currency was in the plan’s', '1.2'],
    markup: ['Percent added to it', '15'],
  }),
})
const expectedCharge = record('expected_charge', 'What a charge of a period must say.', {
  ...texts({
    subject: ['Line or account', 'S-1'],
    price_id: ['Price', 'api'],
    priced_from: ['Since when its version holds', '2026-03-15T00:00:00.000000Z'],
    metric: ['Metric', 'api_calls'],
    period_from: ['First day', '2026-01-01'],
    group: ['Values of the properties by which the price groups', 'region=eu'],
    kind: ['charge or adjustment', 'charge'],
    amount: ['What it costs', '12.5'],
    events: ['Uses', '3'],
    quantity: ['Quantity', '15'],
    charged_quantity: ['Converted, less free units', '10'],
    model_amount: ['By the model, not rounded', '12.5'],
  }),
})
const expectedAllowance = record('expected_allowance', 'What an allowance of a line must say.', {
  ...texts({
    subscription_id: ['Line', 'S-1'],
    allowance_id: ['Allowance', 'minutes'],
    valid_from: ['First day', '2026-01-01'],
    carried_over: ['Whether it is the rest of an earlier period', 'false'],
    given: ['Given', '6000'],
    used: ['Used', '65'],
    left: ['Left', '5935'],
  }),
})
const expectedBalance = record('expected_balance', 'What a prepaid balance must be at the end.', {
  ...texts({
    subscription_id: ['Line', 'S-1'],
    balance_id: ['Balance', 'main'],
    kind: ['cash or bonus', 'cash'],
    balance: ['What it is', '4.1'],
  }),
})
const expectedGrant = record('expected_grant', 'How much a session must be granted.', {
  event_id: needed(text, 'The use', 'c1'),
  ...texts({
    granted: ['Units it may use', '300'],
    covered: ['Of them, what allowances and balances of units cover', '60'],
    amount: ['What it costs then', '2.4'],
    limit: ['Why it is not more: none, balance, blocker, maximum cost', 'balance'],
  }),
})
const expectedUnpaid = record('expected_unpaid', 'Use that balances must not suffice for.', {
  event_id: needed(text, 'The use', 'c1'),
  ...texts({ unpaid: ['What no balance had', '0.7'], refused: ['What a balance that blocks refused', '0'] }),
})
const expectedReject = record('expected_reject', 'A use that must not be rated.', {
  event_id: needed(text, 'The use', 'c9'),
  reason: needed(text, 'Reason', 'no rate'),
})

const expectShape = record('expect', 'What must come out; what is not named is not looked at, except rejects.', {
  total: optional(decimal(), 'Everything together, where there is one currency', '1.23'),
  totals: defaulted(map(decimal()), '', 'Everything together by currency', '{EUR: 1.23}'),
  amounts: optional(list(decimal()), 'Amounts of all rated uses, by start and event_id', '[0.06, 0.12]'),
  lines: defaulted(list(nested(expectedLine)), '', 'Rated uses', '[{event_id: c1, amount: 0.06}]'),
  charges: defaulted(list(nested(expectedCharge)), '', 'Charges of periods', '[{price_id: api, amount: 12.5}]'),
  allowances: defaulted(list(nested(expectedAllowance)), '', 'Allowances', '[{allowance_id: minutes, left: 0}]'),
  balances: defaulted(
    list(nested(expectedBalance)),
    '',
    'Prepaid balances at the end',
    '[{balance_id: main, balance: 4.1}]',
  ),
  grants: defaulted(list(nested(expectedGrant)), '', 'What sessions are granted', '[{event_id: c1, granted: 300}]'),
  unpaid: defaulted(
    list(nested(expectedUnpaid)),
    '',
    'Use that balances do not suffice for',
    '[{event_id: c1, unpaid: 0.7}]',
  ),
  rejects: defaulted(
    list(nested(expectedReject)),
    '',
    'Uses that are not rated; no other may be',
    '[{event_id: c9, reason: no rate}]',
  ),
})

const caseShape = record('case', 'Use, and what it must cost. Each case stands for itself.', {
  name: needed(text, 'Name, once in its file', 'a call at night'),
  offering: optional(text, 'Plan of lines of which nothing is said; the catalogue’s only one unless told', 'mobile-20'),
  time_zone: defaulted(text, 'UTC', 'Zone of accounts of which nothing is said', 'Europe/Berlin'),
  cycle_day: defaulted(whole(1, 31), '1', 'Day on which their periods begin', '15'),
  start: defaulted(instant, '2000-01-01T00:00:00Z', 'Since when such lines have their plan', '2026-01-15'),
  from: optional(instant, 'First day whose periods are charged; the month of the first use unless told', '2026-01-01'),
  to: optional(instant, 'First day after them; the month after the last use unless told', '2026-02-01'),
  as_of: optional(instant, 'Price all use by the versions in force then', '2026-07-01'),
  subscribers: defaulted(list(nested(subscriberShape)), '', 'Lines', '[{subscription_id: S-1}]'),
  balances: defaulted(list(nested(balanceShape)), '', 'Prepaid balances', '[{amount: 10}]'),
  grant: optional(text, 'What uses without a quantity ask for: units, or max', 'max'),
  usage: defaulted(list(nested(useShape)), '', 'Use', '[{service: sms, messages: 1, started_at: …}]'),
  usage_file: optional(text, 'File of use beside this one: NDJSON, JSON or CSV', 'calls.csv'),
  expect: optional(nested(expectShape) as Shape<ValueOf<typeof expectShape>>, 'What must come out', '{total: 1.23}'),
})

/** A file of cases: a catalogue of its own, or the name of one, and cases. */
export const caseFileShape = record('case_file', 'A catalogue, or the name of one, and cases that it prices.', {
  catalogue: optional(text, 'Folder or file of the catalogue, from here; instead of members below', '../catalogue'),
  cases: defaulted(list(nested(caseShape)), '', 'The cases', '[]'),
  ...catalogueShape.members,
})

export type CaseFile = ValueOf<typeof caseFileShape>
export type Expected = ValueOf<typeof expectShape>
export type TariffCase = CaseFile['cases'][number]
