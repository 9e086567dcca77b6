import { inject } from 'vitest'
import { finished, newHome, spawnTrunkline } from '../cli/trunkline.ts'

/** Runs commands on the run’s ClickHouse in the environment of a test file. */
export function commandsIn(prefix: string, cleanUp: (work: () => void) => void) {
  const home = newHome(cleanUp)
  const environment = prefix.slice(0, -2)
  const start = (...args: string[]) =>
    spawnTrunkline(home, [...args, '--env', environment], { CLICKHOUSE_URL: inject('clickhouseUrl') })
  return {
    start,
    run: (...args: string[]) => finished(start(...args)),
    /** What a command prints with `--json`; an error where it fails. */
    async json<T>(...args: string[]): Promise<T> {
      const { code, out, err } = await finished(start(...args, '--json'))
      if (code !== 0) throw new Error(`trunkline ${args.join(' ')} ended with ${code}: ${err}`)
      return JSON.parse(out) as T
    },
  }
}
