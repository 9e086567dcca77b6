import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigurationError } from './errors.ts'

/**
 * Makes a folder with all above it, and makes sure that it can be written. Step by step, because Node's own recursive
 * mkdir never ends where a folder cannot hold another, as in /proc.
 *
 * @throws ConfigurationError that names the folder and the system's reason, with the hint given.
 */
export function makeFolder(folder: string, hint: string): void {
  const missing: string[] = []
  for (let path = folder; !existsSync(path); path = dirname(path)) missing.unshift(path)
  try {
    for (const path of missing) mkdirSync(path)
    accessSync(folder, constants.W_OK)
    if (!statSync(folder).isDirectory()) throw new Error('it is no folder')
  } catch (error) {
    throw new ConfigurationError(`${folder} cannot be written: ${(error as Error).message}`, hint)
  }
}

/**
 * Writes a file with the folder it is in; it has its name only when all of it is there.
 *
 * @throws ConfigurationError that names the file and the system's reason, with the hint given.
 */
export function writeWhole(file: string, data: string | Uint8Array, hint: string): void {
  makeFolder(dirname(resolve(file)), hint)
  const part = `${file}.${process.pid}.part`
  try {
    if (existsSync(file) && statSync(file).isDirectory()) throw new Error('it is a folder')
    // A pipe or device cannot be replaced.
    if (existsSync(file) && !statSync(file).isFile()) writeFileSync(file, data)
    else {
      writeFileSync(part, data)
      renameSync(part, file)
    }
  } catch (error) {
    rmSync(part, { force: true })
    throw new ConfigurationError(`${file} cannot be written: ${(error as Error).message}`, hint)
  }
}
