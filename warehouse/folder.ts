import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
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
  } catch (error) {
    throw new ConfigurationError(`${folder} cannot be written: ${(error as Error).message}`, hint)
  }
}
