import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Report } from '../report.ts'
import { graphOf, writeProject } from './graph.ts'

const ROUNDS = 3

/** Time of the type checker for graphs of models, the best of three, beside a project of none. */
export function benchTypes(report: Report, root: string, folder: string): void {
  const none = seconds(root, writeProject(join(folder, 'tsc-0'), root, graphOf(0)))
  report.figure(`tsc, no models                      ${none.toFixed(2)} s`)
  for (const count of [60, 200]) {
    const taken = seconds(root, writeProject(join(folder, `tsc-${count}`), root, graphOf(count)))
    report.figure(
      `tsc, ${count} models of 17 columns        ${taken.toFixed(2)} s, ${(((taken - none) / count) * 1000).toFixed(1)} ms a model`,
    )
    report.ratio(`tsc_${count}_models_s`, taken, ...(count === 60 ? (['<= 2'] as const) : []))
  }
}

function seconds(root: string, project: string): number {
  const config = join(project, '..', 'tsconfig.json')
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    execFileSync(process.execPath, [tsc, '--checkers', '1', '-p', config], { stdio: 'inherit', cwd: root })
    best = Math.min(best, (performance.now() - started) / 1000)
  }
  return best
}
