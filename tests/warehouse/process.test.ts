import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { processStart, stillRuns } from '../../warehouse/process.ts'

test('a process still runs until it has ended; a later one with its pid is another', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  await once(child, 'spawn')
  const pid = child.pid!
  const started = processStart(pid)
  expect(stillRuns(pid, started)).toBe(true)
  expect(stillRuns(pid, '1')).toBe(started === '')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(stillRuns(pid, started)).toBe(false)
})
