import { existsSync, readFileSync } from 'node:fs'

/** Whether a process of this machine is there; one of another user counts, though it may not be signalled. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * When a process began, in kernel ticks from Linux's /proc: tells a process from a later one with the same pid. `ended`
 * when there is none, empty on systems without /proc.
 */
export function processStart(pid: number): string {
  if (!existsSync('/proc/self/stat')) return ''
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return 'ended'
  }
  // The command may hold spaces and brackets: fields are counted from the last bracket; state Z is a zombie, ended.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '')
}

/**
 * Whether the process that had this pid and began at `started` still runs: neither one that ended and was never waited
 * for nor a later one with its pid counts.
 */
export function stillRuns(pid: number, started: string): boolean {
  if (!isAlive(pid)) return false
  const now = processStart(pid)
  return now === '' || (now !== 'ended' && (started === '' || now === started))
}
