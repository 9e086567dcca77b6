import type { PhysicalName } from '../sql/compiler.ts'
import type { Placement } from './compile.ts'
import { splitName } from './relation.ts'
import { isSeed } from './seed.ts'

/** Where a project lives: the prefix of its databases, such as `dev_ana__`; '' is production. */
export interface Environment {
  readonly prefix: string
  /** Prefix of the databases its sources are read from; the environment's own unless told otherwise. */
  readonly sourcePrefix?: string
}

/** In place of a build's name: the published name shows what production publishes. */
export const PRODUCTION = 'production'

/** The names people read: `<prefix>rating`.`rated_usage`. Seeds come with the code: every environment has its own. */
export function published(environment: Environment): Placement {
  const { prefix, sourcePrefix = prefix } = environment
  return (relation) => {
    const { database, table } = splitName(relation.name)
    return {
      database: `${relation.kind === 'source' && !isSeed(relation) ? sourcePrefix : prefix}${database}`,
      name: table,
    }
  }
}

/**
 * Where models are built or published, by the name of their table or view in the build database, or `PRODUCTION`; sources
 * where they are.
 */
export function placed(environment: Environment, physical: (model: string) => string | undefined): Placement {
  const database = buildDatabase(environment)
  const elsewhere = published(environment)
  const production = published({ prefix: environment.sourcePrefix ?? environment.prefix })
  return (relation) => {
    const name = relation.kind === 'model' ? physical(relation.name) : undefined
    if (name === PRODUCTION) return production(relation)
    return name === undefined ? elsewhere(relation) : { database, name }
  }
}

/** The database of the engine's own records. */
export function stateDatabase(environment: Environment): string {
  return `${environment.prefix}trunkline`
}

/** Whether a name is that of a build, which has a dictionary over it if its model is one. */
export function isBuild({ database }: PhysicalName): boolean {
  return database.endsWith('trunkline_build')
}

/** The dictionary over a build's table. */
export function dictionaryOver({ database, name }: PhysicalName): PhysicalName {
  return { database, name: `${name}${DICTIONARY}` }
}

/** What the names of dictionaries end in. */
export const DICTIONARY = '__dictionary'

/** The database of physical tables; the published databases hold views alone. */
export function buildDatabase(environment: Environment): string {
  return `${environment.prefix}trunkline_build`
}
