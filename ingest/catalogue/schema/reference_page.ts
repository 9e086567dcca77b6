import { catalogueShape } from '../catalogue.ts'
import type { RecordShape, Shape } from './shape.ts'

/** Markdown tables of every record of a catalogue file, in the order in which they are met. */
export function catalogueReference(): string {
  return recordReference(catalogueShape)
}

/** Markdown tables of a record and of all it holds. */
export function recordReference(root: RecordShape): string {
  const records: RecordShape[] = []
  const visit = (record: RecordShape) => {
    if (records.includes(record)) return
    records.push(record)
    for (const { shape } of Object.values(record.members)) {
      const inner = innermost(shape)
      if (inner.is === 'record') visit(inner.record)
    }
  }
  visit(root)
  return records.map(table).join('\n\n')
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
