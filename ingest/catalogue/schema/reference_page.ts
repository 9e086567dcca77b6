import { catalogueShape } from '../catalogue.ts'
import type { RecordShape, Shape } from './shape.ts'

/** Markdown tables of every record of a catalogue file, in the order in which they are met. */
export const catalogueReference = (): string => recordReference(catalogueShape)

/** Markdown tables of a record and those within it, but for what another page tells. */
export function recordReference(root: RecordShape, elsewhere: RecordShape[] = [], page = ''): string {
  const records: RecordShape[] = [...elsewhere]
  const visit = (record: RecordShape) => {
    if (records.includes(record)) return
    records.push(record)
    for (const { shape } of Object.values(record.members)) {
      const inner = innermost(shape)
      if (inner.is === 'record') visit(inner.record)
    }
  }
  visit(root)
  const there = new RegExp(`\\]\\(#(${elsewhere.map(({ name }) => name).join('|')})\\)`, 'g')
  const tables = records.slice(elsewhere.length).map(table).join('\n\n')
  return elsewhere.length === 0 ? tables : tables.replaceAll(there, `](${page}#$1)`)
}

function table({ name, means, members }: RecordShape): string {
  const rows = Object.entries(members).map(([member, { shape, means, example, otherwise, needed }]) => {
    const unless = needed ? '**required**' : otherwise === undefined || otherwise === '' ? '–' : `\`${otherwise}\``
    return `| \`${member}\` | ${typeOf(shape)} | ${unless} | ${means}; \`${example}\` |`.replaceAll('\n', ' ')
  })
  return [
    `### ${name}`,
    '',
    means,
    '',
    '| Member | Type | Unless told | Meaning; example |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function typeOf(shape: Shape): string {
  switch (shape.is) {
    case 'list':
      return `list of ${typeOf(shape.of)}`
    case 'map':
      return `names with ${typeOf(shape.of)}`
    case 'record':
      return `[${shape.record.name}](#${shape.record.name})`
    case 'oneOf':
      return shape.values.map((value) => `\`${value}\``).join(' ')
    case 'reference':
      return `id of a ${shape.to.replace('_', ' ')}`
    case 'flag':
      return 'true or false'
    case 'localTime':
      return 'date, local time or instant'
    default:
      return shape.is
  }
}

function innermost(shape: Shape): Shape {
  return shape.is === 'list' || shape.is === 'map' ? innermost(shape.of) : shape
}
