/** A fault of a catalogue file. Lines and columns count from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  /** `offerings[0].charges[1].amount` */
  readonly path: string
  readonly expected: string
  readonly got: string
  /** The word that was probably meant. */
  readonly meant?: string
}

export const describeProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}:${problem.column}: ${problem.path || 'file'}: expected ${problem.expected}, got ${problem.got}` +
  (problem.meant === undefined ? '' : `; did you mean "${problem.meant}"?`)

/** All faults of a file or folder, a line each. */
export const describeProblems = (of: string, problems: readonly Problem[]): string =>
  `${of}: ${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}\n${problems.map((problem) => `  ${describeProblem(problem)}`).join('\n')}`
