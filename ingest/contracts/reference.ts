import type { Contract, Field } from './contract.ts'
import { contractByName } from './contract_by_name.ts'
import { fieldValue } from './value.ts'

/** The reference page of all contracts, as Markdown: what each event is, and what each of its fields takes. */
export function contractReference(): string {
  const list = [...contractByName.values()]
  const index = list.map(({ name, description }) => `- [\`${name}\`](#${name}): ${description}`)
  return [
    '# Events',
    '',
    'Generated from `ingest/contracts/*.ts`. A field without a default must be given unless it may be null; an empty text',
    'counts as not given. Each event lands in the table of its name in the database `raw`.',
    '',
    ...index,
    ...list.flatMap(section),
    '',
  ].join('\n')
}

function section(contract: Contract): string[] {
  const identity = contract.identity.map((name) => `\`${name}\``).join(', ')
  const kept = contract.keep === 'first' ? 'the first that landed counts' : 'the last that landed counts'
  return [
    '',
    `## ${contract.name}`,
    '',
    contract.description,
    '',
    `Happened at \`${contract.eventTime}\`. Two events are the same when ${identity} are equal within ${contract.horizonDays} days; ${kept}.`,
    '',
    '| Field | Meaning | Takes | If not given | Example |',
    '|---|---|---|---|---|',
    ...Object.entries(contract.fields).map(([name, field]) => row(name, field)),
  ]
}

function row(name: string, field: Field<unknown>): string {
  const personal = field.personal ? ' (personal data)' : ''
  const cells = [`\`${name}\``, field.is + personal, fieldValue(field).expected, absent(field), `\`${field.example}\``]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function absent({ otherwise, column }: Field<unknown>): string {
  if (otherwise === '') return 'empty'
  if (otherwise !== undefined) return `\`${otherwise}\``
  return column.nullable ? 'null' : '**refused**'
}
