import { columnChangesText } from '../../transforms/docs/column-changes.ts'
import { compareLock, publishedColumns, readLock } from '../../transforms/docs/column-lock.ts'
import { brokenExposureText } from '../../transforms/project/exposure.ts'
import { CheckError } from '../../warehouse/errors.ts'
import { writeWhole } from '../../warehouse/folder.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, withSession } from '../session.ts'

export interface LockOptions extends CommonOptions {
  readonly file: string
  readonly project?: string
  readonly update?: boolean
}

/** `trunkline lock`: holds the columns that models publish against a committed file, or writes that file. */
export async function lock({ file, update = false, project: projectFile, ...options }: LockOptions): Promise<void> {
  const project = await loadProject(projectFile)
  const locked = update ? {} : readLock(file)
  await withSession(options, async ({ warehouse, print }) => {
    const columns = await publishedColumns(warehouse, project)
    const counted = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`
    const columnCount = Object.values(columns).flatMap(Object.keys).length
    const count = `${counted(Object.keys(columns).length, 'model')}, ${counted(columnCount, 'column')}`
    if (update) {
      writeWhole(file, `${JSON.stringify(columns, null, 2)}\n`, 'say where the lock shall go: --file <file>')
      return print(options.json ? JSON.stringify({ file, columns }) : `${file}: ${count}`)
    }
    const { changes, breaks } = compareLock(project, locked, columns)
    const accept = `trunkline lock --update --file ${file}${projectFile === undefined ? '' : ` --project ${projectFile}`}`
    if (options.json) print(JSON.stringify({ file, changes, breaks }))
    else if (changes.length === 0) print(`${count}: as ${file} has them`)
    else print([columnChangesText(changes), ...breaks.map((each) => `breaks ${brokenExposureText(each)}`)].join('\n'))
    if (changes.some(({ breaking }) => breaking)) {
      throw new CheckError(
        'published columns are gone or of another type',
        `Keep them; if their readers change too: ${accept}`,
      )
    }
    if (changes.length > 0 && !options.json) print(`To accept: ${accept}`)
  })
}
