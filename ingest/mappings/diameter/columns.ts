import type { Avps } from './avp.ts'

/** Lists longer than this are a path that only looks like one. */
const LIST = 64

/**
 * Columns that are named by paths as groups: `Multiple-Services-Credit-Control.0.Rating-Group` or `[0]`. Empty fields are absent,
 * so that a row with fewer groups than columns has no empty ones.
 */
export function nested(row: Readonly<Record<string, string>>): Avps {
  const root: Group = Object.create(null)
  for (const [column, value] of Object.entries(row)) {
    if (value === '') continue
    const path = column.replace(/\[(\d+)\]/g, '.$1').split('.')
    place(root, path, value)
  }
  return root
}

interface Group {
  [name: string]: Group | Group[] | string
}

function place(root: Group, path: readonly string[], value: string): void {
  let group = root
  for (let i = 0; i < path.length - 1; i++) {
    const name = path[i]!
    const index = /^\d+$/.test(path[i + 1]!) ? Number(path[++i]) : undefined
    const known = group[name]
    if (index === undefined) {
      const next: Group = typeof known === 'object' && !Array.isArray(known) ? known : Object.create(null)
      group[name] = next
      group = next
      continue
    }
    const list = Array.isArray(known) ? known : []
    while (list.length <= Math.min(index, LIST)) list.push(Object.create(null))
    group[name] = list
    group = list[Math.min(index, LIST)]!
  }
  group[path.at(-1)!] = value
}
