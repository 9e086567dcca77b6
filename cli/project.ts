import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hookImports } from '../ingest/mappings/load.ts'
import type { Project } from '../transforms/project/project.ts'
import { ConfigurationError } from '../warehouse/errors.ts'

/** The project a command works on: Trunkline's own models, or a user's file that exports `project`. */
export async function loadProject(file: string | undefined): Promise<Project> {
  if (file === undefined) return (await import('../models/index.ts')).project
  const path = resolve(file)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new ConfigurationError(`there is no project file ${file}`)
  if (found.isDirectory())
    throw new ConfigurationError(`${file} is a folder`, 'Give the file that exports the project.')
  hookImports()
  const module = (await import(pathToFileURL(path).href).catch((error: Error) => {
    if (error instanceof ConfigurationError) throw error
    throw new ConfigurationError(`${file} does not load: ${error.message}`)
  })) as { project?: Project }
  if (module.project?.graph === undefined) {
    throw new ConfigurationError(
      `${file} does not export a project`,
      'export const project = defineProject({ models: [...] })',
    )
  }
  return module.project
}
