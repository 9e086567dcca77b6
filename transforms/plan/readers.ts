import { modelFlow } from '../docs/lineage.ts'
import type { Graph } from '../project/graph.ts'

/** A model that names columns of another. */
export interface Reader {
  readonly model: string
  readonly columns: readonly string[]
}

/** The models of a graph that read any of these columns of a model: for a value, or to decide which rows there are. */
export function readersOf(graph: Graph, name: string, columns: readonly string[]): readonly Reader[] {
  return (graph.children.get(name) ?? []).flatMap((child) => {
    const { columns: lineage, filters } = modelFlow(graph.models.get(child)!)
    const read = new Set([...filters, ...[...lineage.values()].flatMap((from) => [...from])])
    const found = columns.filter((column) => read.has(`${name}.${column}`))
    return found.length > 0 ? [{ model: child, columns: found }] : []
  })
}
