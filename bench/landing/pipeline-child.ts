// Parse, map, check and encode on one thread, without network or server: `node --cpu-prof bench/landing/pipeline-child.ts`.
import { callMessages } from '../kafka/messages.ts'
import { sealPayloads } from './pipeline.ts'

const ROWS = 100_000
const BATCHES = Number(process.argv[2] ?? 20)

const payloads = [...callMessages(0, ROWS)]
const cpu: number[] = []
let bytes = 0
for (let i = 0; i < BATCHES; i++) {
  const before = process.cpuUsage()
  const batch = sealPayloads(payloads, i * ROWS)
  const { user, system } = process.cpuUsage(before)
  if (batch.events !== ROWS) throw new Error(`${batch.events} of ${ROWS} events`)
  bytes = batch.tables.get('usage')!.body.length
  cpu.push((user + system) / ROWS)
}
const steady = cpu.slice(Math.floor(BATCHES / 4)).sort((a, b) => a - b)
console.log(
  JSON.stringify({
    cpuSecondsPerMillion: steady[Math.floor(steady.length / 2)],
    first: cpu[0],
    bytesPerRow: bytes / ROWS,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
)
