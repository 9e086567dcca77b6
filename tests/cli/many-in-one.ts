// Runs command lines one after the other in one process: node many-in-one.ts '[["start","--months","x"], …]'
// Answers with a JSON array of `Finished`, without the time that each process of its own takes to start.
import { main } from '../../cli/main.ts'
import type { Finished } from './trunkline.ts'

const lines = JSON.parse(process.argv[2]!) as readonly (readonly string[])[]
const results: Finished[] = []
const answer = process.stdout.write.bind(process.stdout)
const written = { out: '', err: '' }
const capture = (stream: NodeJS.WriteStream, into: keyof typeof written) => {
  stream.write = (chunk: Uint8Array | string) => {
    written[into] += chunk
    return true
  }
  stream.setMaxListeners(0)
}
capture(process.stdout, 'out')
capture(process.stderr, 'err')
for (const line of lines) {
  Object.assign(written, { out: '', err: '' })
  process.exitCode = undefined
  await main(line)
  results.push({ code: Number(process.exitCode ?? 0), ...written })
}
process.exitCode = 0
answer(JSON.stringify(results))
