import { catalogueShape } from '../catalogue.ts'
import type { RecordShape, Shape } from './shape.ts'

/** The JSON Schema (draft 2020-12) of a catalogue file, for editors and other people's checks. */
export function catalogueJsonSchema(): object {
  return jsonSchema('Trunkline catalogue', catalogueShape)
}

/** The JSON Schema of a file that holds a record. */
export function jsonSchema(title: string, record: RecordShape): object {
  const definitions: Record<string, object> = {}
  const root = recordSchema(record, definitions)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...root,
    $defs: definitions,
  }
}

function recordSchema({ means, members }: RecordShape, definitions: Record<string, object>): object {
  const properties = Object.entries(members).map(([name, { shape, means, example, otherwise }]) => {
    const unless = otherwise === undefined || otherwise === '' ? '' : ` Unless told: ${otherwise}.`
    return [name, { description: `${means}.${unless} Example: ${example}`, ...shapeSchema(shape, definitions) }]
  })
  return {
    type: 'object',
    description: means,
    properties: Object.fromEntries(properties),
    patternProperties: { '^x-': {} },
    required: Object.keys(members).filter((name) => members[name]!.needed),
    additionalProperties: false,
  }
}

function shapeSchema(shape: Shape, definitions: Record<string, object>): object {
  switch (shape.is) {
    case 'text':
      // A YAML editor reads 4915 as a number; the catalogue reads what was written.
      return shape.pattern === undefined
        ? { type: ['string', 'number'] }
        : { type: ['string', 'number'], pattern: shape.pattern.source }
    case 'reference':
      return { type: ['string', 'number'] }
    case 'decimal':
      return {
        type: ['string', 'number'],
        pattern: '^[+-]?[0-9_]+(\\.[0-9]+)?$',
        ...(shape.min === undefined ? {} : { minimum: Number(shape.min) }),
        ...(shape.max === undefined ? {} : { maximum: Number(shape.max) }),
      }
    case 'whole':
      return { type: ['integer', 'string'], minimum: shape.min, maximum: shape.max, pattern: '^-?[0-9_]+$' }
    case 'flag':
      return { type: 'boolean' }
    case 'oneOf':
      return { enum: shape.values }
    case 'day':
      return { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }
    case 'instant':
    case 'localTime':
      return { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?$' }
    case 'list':
      return { type: ['array', 'null'], items: shapeSchema(shape.of, definitions) }
    case 'map':
      return { type: ['object', 'null'], additionalProperties: shapeSchema(shape.of, definitions) }
    case 'record': {
      const { name } = shape.record
      definitions[name] ??= recordSchema(shape.record, definitions)
      return { $ref: `#/$defs/${name}` }
    }
  }
}
