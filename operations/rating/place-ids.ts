import { basename } from 'node:path'
import type { FileRecord } from './usage-file.ts'

/**
 * Ids for use that has none: file and line, `calls.csv:17`, and its number in a line that holds several, `calls.json:1.2`.
 * Use of one instant counts in the order of its ids, so numbers have one width and keep the order of the file.
 */
export function placeIds(records: readonly FileRecord[]): string[] {
  const files = new Map<string, Set<string>>()
  const counts = new Map<string, number>()
  for (const { file, line } of records) {
    files.set(basename(file), (files.get(basename(file)) ?? new Set()).add(file))
    counts.set(`${file}:${line}`, (counts.get(`${file}:${line}`) ?? 0) + 1)
  }
  const lineWidth = widthOf(records.map(({ line }) => line))
  const partWidth = widthOf([...counts.values()])
  const seen = new Map<string, number>()
  return records.map(({ file, line }) => {
    const place = `${file}:${line}`
    const part = (seen.get(place) ?? 0) + 1
    seen.set(place, part)
    const name = files.get(basename(file))!.size > 1 ? file : basename(file)
    const number = counts.get(place)! > 1 ? `.${String(part).padStart(partWidth, '0')}` : ''
    return `${name}:${String(line).padStart(lineWidth, '0')}${number}`
  })
}

const widthOf = (numbers: readonly number[]): number => String(numbers.reduce((a, b) => Math.max(a, b), 0)).length
