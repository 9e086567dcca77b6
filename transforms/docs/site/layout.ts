/** A node of a drawn graph; `level` counts columns from the left. */
export interface PlacedNode {
  readonly name: string
  readonly level: number
  readonly row: number
}

export interface Layout {
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly (readonly [from: string, to: string])[]
  readonly levels: number
  readonly rows: number
}

type Edges = ReadonlyMap<string, readonly string[]>

/**
 * Places what is around a node: what it reads to the left, who reads it to the right, `hops` steps each way; a node on
 * several paths stands as far out as the longest of them, so that every line runs from left to right. Within a column
 * nodes stand beside their neighbours of the column before.
 */
export function layoutAround(center: string, parents: Edges, children: Edges, hops = 2): Layout {
  const distance = new Map([...distances(center, parents, hops)].map(([name, steps]) => [name, -steps]))
  for (const [name, steps] of distances(center, children, hops)) distance.set(name, steps)
  const edges = [...distance.keys()].flatMap((name) =>
    (parents.get(name) ?? []).flatMap((parent) => {
      const [from, to] = [distance.get(parent), distance.get(name)!]
      // Lines past the center belong to another picture.
      return from !== undefined && from < to && from >= 0 === to > 0 ? [[parent, name] as const] : []
    }),
  )
  const least = Math.min(...distance.values())
  const levels = Math.max(...distance.values()) - least + 1
  const rowOf = new Map<string, number>()
  const nodes: PlacedNode[] = []
  const order = [
    0,
    ...Array.from({ length: levels }, (_, level) => level + least)
      .sort((a, b) => Math.abs(a) - Math.abs(b))
      .filter((d) => d !== 0),
  ]
  for (const level of order) {
    const near = (name: string) => {
      const rows = edges
        .flatMap(([from, to]) => (from === name ? [to] : to === name ? [from] : []))
        .flatMap((other) => rowOf.get(other) ?? [])
      return rows.length === 0 ? Number.POSITIVE_INFINITY : rows.reduce((sum, row) => sum + row, 0) / rows.length
    }
    const names = [...distance].filter(([, own]) => own === level).map(([name]) => name)
    const sorted = names
      .map((name) => [near(name), name] as const)
      .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a - b))
    for (const [row, [, name]] of sorted.entries()) {
      rowOf.set(name, row)
      nodes.push({ name, level: level - least, row })
    }
  }
  return { nodes, edges, levels, rows: Math.max(...rowOf.values()) + 1 }
}

/** What is within so many steps, with the longest way to it among these. Graphs of models have no cycles. */
function distances(start: string, edges: Edges, hops: number): ReadonlyMap<string, number> {
  const within = new Set([start])
  for (let step = 1, edge = [start]; step <= hops; step++) {
    edge = [...new Set(edge.flatMap((name) => edges.get(name) ?? []))]
    for (const name of edge) within.add(name)
  }
  const found = new Map([[start, 0]])
  const waiting = [start]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const next = found.get(name)! + 1
    for (const other of edges.get(name) ?? []) {
      if (!within.has(other) || (found.get(other) ?? 0) >= next) continue
      found.set(other, next)
      waiting.push(other)
    }
  }
  return found
}
