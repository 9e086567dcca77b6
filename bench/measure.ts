import { readFileSync, writeFileSync } from 'node:fs'

/** What one piece of work cost: wall time, CPU of this process and of the server, and the server's peak memory so far. */
export interface Cost {
  readonly seconds: number
  readonly nodeCpuSeconds: number
  readonly serverCpuSeconds: number
  readonly nodePeakMb: number
  readonly serverPeakMb: number
}

export async function measure(serverPid: number, work: () => Promise<void>): Promise<Cost> {
  forgetPeak(serverPid)
  const cpu = process.cpuUsage()
  const server = serverCpu(serverPid)
  const started = performance.now()
  await work()
  const used = process.cpuUsage(cpu)
  return {
    seconds: (performance.now() - started) / 1000,
    nodeCpuSeconds: (used.user + used.system) / 1e6,
    serverCpuSeconds: serverCpu(serverPid) - server,
    nodePeakMb: process.resourceUsage().maxRSS / 1024,
    serverPeakMb: peakMb(serverPid),
  }
}

/** `12,345 rows/s  1.20 s  Node 0.8 CPU s  ClickHouse 0.6 CPU s  ...` */
export function costLine(label: string, rows: number, cost: Cost): string {
  const rate = Math.round(rows / cost.seconds).toLocaleString('en')
  return (
    `${label.padEnd(34)} ${rate.padStart(11)} rows/s  ${cost.seconds.toFixed(2)} s  Node ${cost.nodeCpuSeconds.toFixed(2)} CPU s  ` +
    `ClickHouse ${cost.serverCpuSeconds.toFixed(2)} CPU s  peak Node ${cost.nodePeakMb.toFixed(0)} MB, ClickHouse ${cost.serverPeakMb.toFixed(0)} MB`
  )
}

/** User and system time of a process, from /proc (Linux; 100 ticks a second). */
export function serverCpu(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Its peak of memory counts from here on: what came before was not what is measured (proc(5), clear_refs). */
function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

function peakMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}
