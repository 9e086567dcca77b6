import { copyFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Where a file goes, and what tells it from another of its name there. */
export interface Place {
  readonly moveTo: string
  readonly mark: string
  /** What to write beside it. */
  readonly reason?: string
}

/** Takes a file out of a watched folder. One that has gone by itself is no error. */
export async function putAway(path: string, name: string, place: 'delete' | Place): Promise<void> {
  try {
    if (place === 'delete') return await rm(path)
    const target = await moveInto(path, name, place)
    if (place.reason !== undefined) await writeFile(`${target}.reason.txt`, place.reason)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** Another file of that name stays: this one gets its mark behind the name. */
async function moveInto(path: string, name: string, { moveTo, mark }: Place): Promise<string> {
  const folder = resolve(moveTo)
  const wanted = join(folder, name)
  const target = (await isThere(wanted)) ? join(folder, `${name}.${mark}`) : wanted
  try {
    await rename(path, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    // Onto another file system: never half a file under the final name.
    const partial = join(folder, `.${name}.part`)
    await copyFile(path, partial)
    await rename(partial, target)
    await rm(path)
  }
  return target
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
