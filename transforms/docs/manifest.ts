import { compileModel } from '../project/compile.ts'
import { published } from '../project/environment.ts'
import type { Materialization } from '../project/model.ts'
import type { Project } from '../project/project.ts'
import type { CheckResult } from '../run/event.ts'
import type { ModelStatus, RunStatus } from '../run/status.ts'
import { modelFlow } from './lineage.ts'
import type { ColumnTypes } from './reference.ts'

export interface ManifestColumn {
  readonly name: string
  /** ClickHouse type; '' where the model is not published. */
  readonly type: string
  readonly description: string
  /** `<database>.<table>.<column>` of what it is computed from. */
  readonly from: readonly string[]
}

export interface ManifestModel {
  readonly name: string
  readonly description: string
  readonly owner: string
  readonly tags: readonly string[]
  readonly materialized: Materialization
  readonly parents: readonly string[]
  readonly children: readonly string[]
  readonly columns: readonly ManifestColumn[]
  /** Columns that decide which rows there are: conditions, joins, groups. */
  readonly filters: readonly string[]
  readonly checks: readonly { readonly name: string; readonly severity: string }[]
  readonly exposures: readonly string[]
  readonly sql: string
  /** Its newest build, where it is published. */
  readonly published: ModelStatus | undefined
  /** The newest results of its checks. */
  readonly results: readonly CheckResult[]
}

export interface ManifestSource {
  readonly name: string
  readonly description: string
  readonly columns: readonly Omit<ManifestColumn, 'from'>[]
  readonly children: readonly string[]
}

/** A project as plain data for other programs: what there is, what it is computed from, how it stands. */
export interface Manifest {
  readonly version: 1
  /** The newest run, published or not; null before the first. */
  readonly run: RunStatus | null
  readonly models: readonly ManifestModel[]
  readonly sources: readonly ManifestSource[]
  readonly reconciliations: readonly {
    readonly name: string
    readonly severity: string
    readonly reads: readonly string[]
  }[]
  readonly exposures: readonly {
    readonly name: string
    readonly kind: string
    readonly file: string
    readonly reads: Readonly<Record<string, readonly string[]>>
  }[]
}

/** What a project does not know of itself. */
export interface ManifestFacts {
  readonly types: ColumnTypes
  readonly status?: readonly ModelStatus[]
  readonly results?: readonly CheckResult[]
  readonly run?: RunStatus | undefined
  /** Models' SQL laid out for people; as it is compiled where a model is missing. */
  readonly sql?: ReadonlyMap<string, string>
  /** Meanings of sources' columns, and sources that no model reads. */
  readonly sources?: readonly Omit<ManifestSource, 'children'>[]
}

/** Collects a project's manifest: `manifestOf(project, { types: await publishedTypes(...) })`. Models come parents first. */
export function manifestOf(
  project: Project,
  { types, status = [], results = [], run, sql = new Map(), sources = [] }: ManifestFacts,
): Manifest {
  const { graph } = project
  const told = new Map(sources.map((source) => [source.name, source]))
  for (const { name, description, columns } of graph.sources.values()) {
    if (told.has(name)) continue
    const own = Object.entries(columns).map(([column, { ddl }]) => ({ name: column, type: ddl, description: '' }))
    told.set(name, { name, description, columns: own })
  }
  return {
    version: 1,
    run: run ?? null,
    models: [...graph.models.values()].map((model): ManifestModel => {
      const { name, description, materialized, checks } = model
      const { columns, filters } = modelFlow(model)
      return {
        name,
        description: description.description,
        owner: description.owner ?? '',
        tags: description.tags ?? [],
        materialized,
        parents: graph.parents.get(name) ?? [],
        children: graph.children.get(name) ?? [],
        columns: [...columns].map(([column, from]) => ({
          name: column,
          type: types[name]?.[column] ?? '',
          description: description.columns?.[column] ?? '',
          from: [...from],
        })),
        filters: [...filters],
        checks: checks.map((check) => ({ name: check.name, severity: check.severity })),
        exposures: project.exposures
          .filter(({ reads }) => reads.some((read) => read.model.name === name))
          .map((e) => e.name),
        sql: sql.get(name) ?? compileModel(model, published({ prefix: '' })).sql,
        published: status.find((each) => each.model === name),
        results: results.filter((result) => result.model === name),
      }
    }),
    sources: [...told.values()].map((source) => ({ ...source, children: graph.children.get(source.name) ?? [] })),
    reconciliations: project.reconciliations.map(({ name, severity, refs }) => ({
      name,
      severity,
      reads: Object.values(refs).map((ref) => ref.name),
    })),
    exposures: project.exposures.map(({ name, kind, file, reads }) => ({
      name,
      kind,
      file,
      reads: Object.fromEntries(reads.map(({ model, columns }) => [model.name, columns])),
    })),
  }
}
