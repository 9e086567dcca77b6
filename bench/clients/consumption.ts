/** What a child process is told on its command line, as JSON. */
export interface Wish {
  readonly brokers: readonly string[]
  readonly topic: string
  readonly count: number
  readonly partitions: number
  /** Most bytes of one partition in one answer. */
  readonly partitionBytes: number
  /** Consume nothing more for so long after the last message, to see what idling costs. */
  readonly idleSeconds: number
  readonly way: string
}

/** What consuming and discarding cost the child process. */
export interface Consumption {
  readonly messages: number
  readonly bytes: number
  /** From the first messages to the last. */
  readonly seconds: number
  /** From before the connection to the last message. */
  readonly cpuSeconds: number
  readonly peakMb: number
  /** Of one core, while nothing came. */
  readonly idleShare: number | undefined
}

export interface Meter {
  /** Counts messages; true when all that were wished for have come. */
  count(messages: number, bytes: number): boolean
  /** Resolves when all have come. */
  readonly done: Promise<void>
  result(idleSeconds: number): Promise<Consumption>
}

export function wish(): Wish {
  return JSON.parse(process.argv[2]!) as Wish
}

export function startMeter(count: number): Meter {
  let messages = 0
  let bytes = 0
  let first = 0
  let seconds = 0
  let cpu = 0
  const { promise: done, resolve } = Promise.withResolvers<void>()
  return {
    done,
    count(more, size) {
      if (messages === 0) first = performance.now()
      messages += more
      bytes += size
      if (messages < count) return false
      if (seconds === 0) {
        seconds = (performance.now() - first) / 1000
        cpu = cpuSeconds()
        resolve()
      }
      return true
    },
    async result(idleSeconds) {
      const peakMb = process.resourceUsage().maxRSS / 1024
      let idleShare: number | undefined
      if (idleSeconds > 0) {
        // What is left over from the work before does not count.
        await new Promise((resolve) => setTimeout(resolve, 1000))
        const before = cpuSeconds()
        await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000))
        idleShare = (cpuSeconds() - before) / idleSeconds
      }
      return { messages, bytes, seconds, cpuSeconds: cpu, peakMb, idleShare }
    },
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
