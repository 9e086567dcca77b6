import { compileModel } from '../project/compile.ts'
import { published } from '../project/environment.ts'
import type { Model } from '../project/model.ts'
import type { Project } from '../project/project.ts'
import { splitName } from '../project/relation.ts'
import { columnLineage } from './lineage.ts'

/** ClickHouse types of columns, by model and column. */
export type ColumnTypes = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * The reference pages of a project's models as Markdown, one a database: what a row is, every column with its type,
 * meaning and origin, what a model reads and who reads it, its checks, its SQL.
 */
export function modelReference(project: Project, types: ColumnTypes): ReadonlyMap<string, string> {
  const pages = new Map<string, string[]>()
  for (const model of project.graph.models.values()) {
    const { database } = splitName(model.name)
    const page = pages.get(database) ?? [`# ${database}`]
    page.push(section(project, model, types[model.name] ?? {}))
    pages.set(database, page)
  }
  const reconciliations = project.reconciliations.map(({ name, refs, severity }) => {
    const models = Object.values(refs).map((ref) => `\`${ref.name}\``)
    return `- **${name}** (${severity}): ${models.join(', ')}`
  })
  if (reconciliations.length > 0) pages.set('reconciliations', ['# Reconciliations', `${reconciliations.join('\n')}\n`])
  return new Map([...pages].map(([name, parts]) => [name, parts.join('\n\n')]))
}

function section(project: Project, model: Model, types: Readonly<Record<string, string>>): string {
  const { description, columns = {}, tags = [], owner } = model.description
  const { sql } = compileModel(model, published({ prefix: '' }))
  const facts = [
    `${model.materialized.kind}${owner ? `, owned by ${owner}` : ''}${tags.length > 0 ? `, tags ${tags.join(', ')}` : ''}`,
    `Reads ${names(project.graph.parents.get(model.name))}. Read by ${names(project.graph.children.get(model.name))}.`,
  ]
  const rows = [...columnLineage(model)].map(([column, origins]) =>
    tableRow([
      `\`${column}\``,
      types[column] ? `\`${types[column]}\`` : '',
      columns[column] ?? '',
      [...origins].map((origin) => `\`${origin}\``).join(', '),
    ]),
  )
  const checks = model.checks.map(({ name, severity }) => `- ${name}${severity === 'warn' ? ' (warns)' : ''}`)
  return [
    `## ${model.name}`,
    description,
    facts.join('  \n'),
    ['| Column | Type | Meaning | Computed from |', '|---|---|---|---|', ...rows].join('\n'),
    ...(checks.length > 0 ? [`Checks:\n\n${checks.join('\n')}`] : []),
    `<details><summary>SQL</summary>\n\n\`\`\`sql\n${sql}\n\`\`\`\n\n</details>\n`,
  ].join('\n\n')
}

function names(relations: readonly string[] | undefined): string {
  return relations?.length ? relations.map((name) => `\`${name}\``).join(', ') : 'nothing'
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}
