import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { InputError } from '../../warehouse/errors.ts'

/**
 * The files a path stands for: itself, or what lies in the folder, by name. Hidden files and files that are still being
 * written by the usual tools (`.part`, `.tmp`, `.filepart`) are passed over; folders within are not entered.
 *
 * @throws InputError when there is none.
 */
export async function filesAt(path: string): Promise<string[]> {
  const stats = await stat(path).catch(() => undefined)
  // Anything but a folder is opened as a file, which says what is wrong with it.
  if (!stats?.isDirectory()) return [path]
  const entries = await readdir(path, { withFileTypes: true })
  const names = entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && isWanted(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => (a < b ? -1 : 1))
  if (names.length === 0)
    throw new InputError(`${path} holds no files`, 'give a folder with files in it; folders within it are not entered')
  return names.map((name) => join(path, name))
}

function isWanted(name: string): boolean {
  return !name.startsWith('.') && !/\.(part|tmp|filepart)$/i.test(basename(name))
}
