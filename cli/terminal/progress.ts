import type { WriteStream } from 'node:tty'

/** Progress of long work: one line redrawn on a terminal; otherwise plain lines, one every few seconds, none where all is done before. */
export interface Progress {
  /** `done` of `total` units; without a total only the count is shown. */
  update(label: string, done: number, total?: number): void
  /** A line that stays. */
  note(line: string): void
  /** Ends the redrawn line. */
  clear(): void
}

const PLAIN_EVERY_MS = 5_000
const REDRAW_EVERY_MS = 80

export function createProgress(
  stream: WriteStream | NodeJS.WriteStream,
  now: () => number = () => performance.now(),
): Progress {
  const terminal = stream.isTTY === true
  let drawn = false
  let last = terminal ? Number.NEGATIVE_INFINITY : now()
  let said = terminal
  const clear = () => {
    if (drawn) stream.write('\r\u001b[2K')
    drawn = false
  }
  return {
    clear,
    note: (line) => {
      clear()
      stream.write(`${line}\n`)
    },
    update: (label, done, total) => {
      const finished = said && total !== undefined && done >= total
      if (!finished && now() - last < (terminal ? REDRAW_EVERY_MS : PLAIN_EVERY_MS)) return
      last = now()
      said = true
      const text = progressText(label, done, total)
      if (!terminal) stream.write(`${text}\n`)
      else {
        stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`)
        drawn = true
      }
    },
  }
}

export const silentProgress: Progress = { update: () => {}, note: () => {}, clear: () => {} }

/** Progress on standard error, silent where a machine reads the answer. */
export const progressOf = ({ json }: { readonly json?: boolean }): Progress =>
  json ? silentProgress : createProgress(process.stderr)

function progressText(label: string, done: number, total: number | undefined): string {
  const count = done.toLocaleString('en')
  if (total === undefined || total === 0) return `${label}  ${count}`
  const share = Math.min(1, done / total)
  const filled = Math.round(share * 24)
  const bar = '█'.repeat(filled) + '░'.repeat(24 - filled)
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${label}  ${count} of ${total.toLocaleString('en')}`
}
