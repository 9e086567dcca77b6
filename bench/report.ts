/** A goal for a ratio, such as `<= 3`. */
export type Goal = `${'<=' | '>='} ${number}`

/** What a benchmark prints. */
export interface Report {
  /** A figure for people, such as `csv ingest  310,000 rows/s  12.1 CPU s`. */
  figure(line: string): void
  /** `ratio <name> <value> goal <op> <value>`; without a goal, `goal none`. */
  ratio(name: string, value: number, goal?: Goal): void
  /** Names of ratios that missed their goal. */
  missed(): readonly string[]
}

export function createReport(print: (line: string) => void): Report {
  const missed: string[] = []
  return {
    figure: (line) => print(`  ${line}`),
    ratio: (name, value, goal) => {
      print(`ratio ${name} ${value.toFixed(3)} goal ${goal ?? 'none'}`)
      if (goal !== undefined && !meets(value, goal)) missed.push(name)
    },
    missed: () => missed,
  }
}

function meets(value: number, goal: Goal): boolean {
  const [operator, bound] = goal.split(' ')
  return operator === '<=' ? value <= Number(bound) : value >= Number(bound)
}
