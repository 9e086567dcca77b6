import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

/** Columns of the generated call records: those of the contract that a switch fills. */
export const columns = [
  'event_id',
  'service',
  'started_at',
  'served_number',
  'other_party',
  'duration_s',
  'elapsed_s',
  'bytes_up',
  'bytes_down',
  'cell_id',
  'cause',
] as const

/** Writes `rows` call records as CSV with a header, or as contract-shaped NDJSON; always the same. Answers its bytes. */
export async function writeFeed(path: string, format: 'csv' | 'ndjson', rows: number): Promise<number> {
  const out = createWriteStream(path)
  let bytes = 0
  const write = async (text: string) => {
    bytes += Buffer.byteLength(text)
    if (!out.write(text)) await once(out, 'drain')
  }
  if (format === 'csv') await write(`${columns.join(',')}\n`)
  let state = 12_345
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  let chunk: string[] = []
  for (let i = 0; i < rows; i++) {
    const seconds = random(600)
    const values = [
      `cdr-${i.toString(36).padStart(8, '0')}`,
      'voice',
      new Date(1_767_225_600_000 + random(2_592_000) * 1000).toISOString(),
      `4917${String(random(1e8)).padStart(8, '0')}`,
      `44${String(random(1e9)).padStart(9, '0')}`,
      seconds,
      seconds + random(20),
      random(1e6),
      random(1e7),
      `262-01-${random(5000)}`,
      '16',
    ]
    chunk.push(
      format === 'csv'
        ? `${values.join(',')}\n`
        : `${JSON.stringify({ contract: 'usage', ...Object.fromEntries(columns.map((name, at) => [name, values[at]])) })}\n`,
    )
    if (chunk.length === 5000) {
      await write(chunk.join(''))
      chunk = []
    }
  }
  await write(chunk.join(''))
  out.end()
  await once(out, 'finish')
  return bytes
}
