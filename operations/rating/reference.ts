import { catalogueShape } from '../../ingest/catalogue/catalogue.ts'
import { recordReference } from '../../ingest/catalogue/schema/reference_page.ts'
import { contracts } from '../../ingest/contracts/index.ts'
import {
  allowanceFields,
  balanceFields,
  chargeFields,
  depositFields,
  type Fields,
  grantFields,
  lineFields,
  movementFields,
  partFields,
  rejectFields,
  totalFields,
  unpaidFields,
} from './answer-fields.ts'
import { caseFileShape } from './tariff-test/case-shape.ts'

/** Markdown tables of what `trunkline rate` reads and answers. */
export function ratingReference(): string {
  const catalogue = Object.values(catalogueShape.members).flatMap(({ shape }) =>
    shape.is === 'list' && shape.of.is === 'record' ? [shape.of.record] : [],
  )
  return [
    '## Fields of use',
    contractTable(
      'usage',
      'Telecom services. Needs one of `subscription_id`, `served_number`, `imsi`; none of them = line `S-1`.',
    ),
    contractTable('metered_usage', 'Anything counted by a metric: a record with `metric`.'),
    '## Fields of the answer',
    rowTable('lines', 'Each use that is rated.', lineFields),
    rowTable('parts', 'Of a line that is cut where band or slot changes.', partFields),
    rowTable('charges', 'What prices charge by the period.', chargeFields),
    rowTable('allowances', 'Allowances of each line and period.', allowanceFields),
    rowTable('balances', 'Prepaid balances of each line.', balanceFields),
    rowTable('deposits', 'Of a balance.', depositFields),
    rowTable('movements', 'Of prepaid balances, in order.', movementFields),
    rowTable('unpaid', 'What prepaid balances did not suffice for.', unpaidFields),
    rowTable('grants', 'Sessions that ask how much they may use.', grantFields),
    rowTable('rejects', 'Use that is not rated.', rejectFields),
    rowTable('totals', 'By currency.', totalFields),
    '## Files with cases',
    recordReference(caseFileShape, catalogue, 'catalogue.md'),
  ].join('\n\n')
}

function contractTable(name: 'usage' | 'metered_usage', means: string): string {
  const rows = Object.entries(contracts[name].fields).map(([field, { is, example, column, otherwise }]) => {
    const unless =
      otherwise !== undefined
        ? `\`${otherwise === '' ? '""' : otherwise}\``
        : field === 'event_id'
          ? 'file and line'
          : column.nullable || field === 'subscription_id'
            ? '–'
            : '**required**'
    return `| \`${field}\` | ${unless} | ${is}; \`${example}\` |`
  })
  return [`### ${name}`, '', means, '', '| Field | Unless told | Meaning; example |', '|---|---|---|', ...rows].join(
    '\n',
  )
}

function rowTable<Row>(name: string, means: string, fields: Fields<Row>): string {
  const rows = Object.entries<readonly [string, string]>(fields).map(
    ([field, [is, example]]) => `| \`${field}\` | ${is}; ${example === '' ? 'empty' : `\`${example}\``} |`,
  )
  return [`### ${name}`, '', means, '', '| Field | Meaning; example |', '|---|---|', ...rows].join('\n')
}
