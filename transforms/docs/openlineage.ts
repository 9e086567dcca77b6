import { createHash } from 'node:crypto'
import { compileModel } from '../project/compile.ts'
import { type Environment, published } from '../project/environment.ts'
import type { Model } from '../project/model.ts'
import type { Project } from '../project/project.ts'
import type { Relation } from '../project/relation.ts'
import type { Source } from '../project/source.ts'
import type { RunEvent } from '../run/event.ts'
import { modelFlow } from './lineage.ts'
import type { ColumnTypes } from './reference.ts'

const PRODUCER = 'urn:trunkline:transforms'
const SPEC = 'https://openlineage.io/spec'

export interface LineageDataset {
  readonly namespace: string
  readonly name: string
  readonly facets: Readonly<Record<string, object>>
}

/** A run event of OpenLineage 2-0-2. */
export interface LineageEvent {
  readonly eventType: 'START' | 'COMPLETE' | 'FAIL'
  /** ISO 8601 in UTC. */
  readonly eventTime: string
  readonly run: { readonly runId: string; readonly facets: Readonly<Record<string, object>> }
  readonly job: { readonly namespace: string; readonly name: string; readonly facets: Readonly<Record<string, object>> }
  readonly inputs: readonly LineageDataset[]
  readonly outputs: readonly LineageDataset[]
  readonly producer: string
  readonly schemaURL: string
}

export interface LineageOptions {
  readonly project: Project
  readonly environment: Environment
  /** Where the warehouse is, such as `clickhouse://localhost:8123`: the namespace of its tables. */
  readonly namespace: string
  /** Types of the models' columns, for the schema facet; a model without types has names alone. */
  readonly types: ColumnTypes
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Tells two runs of one number apart, such as those of two warehouses; any text. */
  readonly seed: string
  readonly emit: (event: LineageEvent) => void
}

/**
 * Turns a run's events into OpenLineage events: START and COMPLETE or FAIL of each model, under a job `run` that completes
 * when everything is published and fails when it is not. Call `end` when the run is over, however it ended.
 */
export function lineageEmitter(options: LineageOptions): {
  readonly onEvent: (event: RunEvent) => void
  readonly end: (outcome: 'published' | 'current' | 'failed') => void
} {
  const { project, clock, seed, emit, namespace } = options
  const job = `${options.environment.prefix}trunkline.run`
  let run: number | undefined
  const idOf = (name: string) => uuidOf(`${seed} ${run} ${name}`)
  const tell = (
    eventType: LineageEvent['eventType'],
    name: string,
    parts: Partial<LineageEvent> & { error?: string },
  ) => {
    const parent =
      name === job
        ? {}
        : {
            parent: facet('facets/1-0-1/ParentRunFacet.json', {
              run: { runId: idOf(job) },
              job: { namespace, name: job },
            }),
          }
    const error =
      parts.error === undefined
        ? {}
        : {
            errorMessage: facet('facets/1-0-1/ErrorMessageRunFacet.json', {
              message: parts.error,
              programmingLanguage: 'SQL',
            }),
          }
    emit({
      eventType,
      eventTime: new Date(clock()).toISOString(),
      run: { runId: idOf(name), facets: { ...parent, ...error } },
      job: parts.job ?? { namespace, name, facets: {} },
      inputs: parts.inputs ?? [],
      outputs: parts.outputs ?? [],
      producer: PRODUCER,
      schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    })
  }
  const ofModel = (name: string) => {
    const model = project.graph.models.get(name)!
    const relations = Object.values(model.refs)
    return {
      name: nameOf(options, model),
      job: {
        namespace,
        name: nameOf(options, model),
        facets: {
          sql: facet('facets/1-0-1/SQLJobFacet.json', {
            query: compileModel(model, published(options.environment)).sql,
          }),
        },
      },
      inputs: relations.map((relation) => dataset(options, relation)),
      outputs: [dataset(options, model, { columnLineage: columnFacet(options, model) })],
    }
  }
  return {
    onEvent: (event) => {
      if (event.kind === 'started') {
        run = event.run
        tell('START', job, {})
      } else if (event.kind === 'modelStarted') {
        const { name, ...parts } = ofModel(event.model)
        tell('START', name, parts)
      } else if (event.kind === 'modelBuilt' || event.kind === 'modelAdopted' || event.kind === 'modelCurrent') {
        const { name, ...parts } = ofModel(event.model)
        tell('COMPLETE', name, parts)
      } else if (event.kind === 'modelFailed') {
        const { name, ...parts } = ofModel(event.model)
        tell('FAIL', name, { ...parts, error: event.error })
      }
    },
    end: (outcome) => {
      if (run === undefined) return
      if (outcome === 'failed') tell('FAIL', job, { error: 'nothing was published' })
      else tell('COMPLETE', job, {})
    },
  }
}

function nameOf({ environment }: LineageOptions, relation: Pick<Relation, 'kind' | 'name'>): string {
  const { database, name } = published(environment)(relation as Relation)
  return `${database}.${name}`
}

function dataset(
  options: LineageOptions,
  relation: Relation,
  more: Readonly<Record<string, object>> = {},
): LineageDataset {
  const types =
    relation.kind === 'source'
      ? Object.entries((relation as Source).columns).map(([name, { ddl }]) => ({ name, type: ddl }))
      : [...modelFlow(relation as Model).columns.keys()].map((name) => {
          const type = options.types[relation.name]?.[name]
          return type === undefined ? { name } : { name, type }
        })
  const schema = facet('facets/1-1-1/SchemaDatasetFacet.json', { fields: types })
  return { namespace: options.namespace, name: nameOf(options, relation), facets: { schema, ...more } }
}

function columnFacet(options: LineageOptions, model: Model): object {
  const { columns, filters } = modelFlow(model)
  const kinds = new Map(Object.values(model.refs).map((ref) => [ref.name, ref]))
  const field = (from: string, transformations: readonly object[]) => {
    const dot = from.lastIndexOf('.')
    const relation = kinds.get(from.slice(0, dot))!
    return {
      namespace: options.namespace,
      name: nameOf(options, relation),
      field: from.slice(dot + 1),
      transformations,
    }
  }
  const direct = [{ type: 'DIRECT', subtype: '', description: '', masking: false }]
  const indirect = [{ type: 'INDIRECT', subtype: 'FILTER', description: '', masking: false }]
  return facet('facets/1-2-0/ColumnLineageDatasetFacet.json', {
    fields: Object.fromEntries(
      [...columns].map(([column, from]) => [column, { inputFields: [...from].map((each) => field(each, direct)) }]),
    ),
    dataset: [...filters].map((each) => field(each, indirect)),
  })
}

function facet(schema: string, content: object): object {
  const name = /(\w+)\.json$/.exec(schema)![1]!
  return { _producer: PRODUCER, _schemaURL: `${SPEC}/${schema}#/$defs/${name}`, ...content }
}

// The bits say that it is a UUID made of a hash (RFC 9562, version 8).
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
