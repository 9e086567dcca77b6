import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'

/** What a file says of itself, to be held against what was read: 3GPP TS 32.297 headers, TAP audit totals, numbered names. */
export const fileControl = contract({
  name: 'file_control',
  description: 'What a file of a feed says of itself (number, counts, totals) and what was read of it.',
  eventTime: 'closed_at',
  identity: ['origin', 'file', 'sequence_number'],
  keep: 'last',
  fields: {
    file: field(t.string, 'Name of the file', 'SGSN01_20260331_000123.ber'),
    origin: field(t.lowCardinality, 'Who numbers the files: a node, or sender and recipient', '10.1.2.3'),
    sequence_number: field(t.nullable(t.uint64), 'Number of the file among those of its origin', '123'),
    sequence_modulus: field(t.nullable(t.uint64), 'Numbers begin again at `sequence_first` at this many', '100000'),
    sequence_first: field(t.uint64, 'The number that numbering begins with', '1', { otherwise: 0 }),
    opened_at: field(t.nullable(t.instant), 'When the file was opened', '2026-03-31T21:00:00Z'),
    closed_at: field(t.instant, 'When it was closed; when it was found, where it does not say', '2026-03-31T22:00:00Z'),
    records_stated: field(t.nullable(t.uint64), 'Records in it, as it says itself', '4211'),
    records_read: field(t.nullable(t.uint64), 'Records read from it, unreadable ones included', '4211'),
    lost_stated: field(
      t.nullable(t.uint32),
      'Records that the network says it has lost before this file (lost CDR indicator)',
      '0',
    ),
    lost_at_least: field(t.bool, 'True when the number lost is a lower bound', 'false', { otherwise: false }),
    amount_stated: field(t.nullable(t.decimal(38, 9)), 'Total charge, as it says itself', '123.450000000'),
    amount_read: field(t.nullable(t.decimal(38, 9)), 'Total charge of the records read', '123.450000000'),
    currency: field(t.nullable(t.lowCardinality), 'Currency of the totals, ISO 4217', 'EUR', {
      pattern: /^[A-Z]{3}$/,
      shape: 'three capital letters',
    }),
    earliest_stated: field(
      t.nullable(t.instant),
      'When its first use began, as it says itself',
      '2026-03-31T21:00:00Z',
    ),
    latest_stated: field(t.nullable(t.instant), 'When its last use began, as it says itself', '2026-03-31T21:59:59Z'),
    earliest_read: field(t.nullable(t.instant), 'When the first use that was read began', '2026-03-31T21:00:00Z'),
    latest_read: field(t.nullable(t.instant), 'When the last use that was read began', '2026-03-31T21:59:59Z'),
    closure: field(t.nullable(t.lowCardinality), 'Why it was closed', 'normal'),
  },
})
