import type { ClickHouseSettings } from '@clickhouse/client'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteText } from '../../warehouse/quote.ts'
import type { Settings } from './nodes.ts'

/** The names a type spells out, without those that an index signature allows. */
type Named<T> = { [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K] }

/** ClickHouse's settings by name. Sizes and counts of 64 bits are taken as numbers too. */
export type QuerySettings = {
  readonly [K in keyof Named<ClickHouseSettings>]?: SettingOf<NonNullable<Named<ClickHouseSettings>[K]>>
}
type SettingOf<T> = string extends T ? string | number : Extract<T, string | number>

/**
 * Settings every model is built and read with. Without `join_use_nulls` a LEFT JOIN yields defaults and a `| null` type
 * lies; without `prefer_column_name_to_alias` `sum(x) as x ... where x` changes its meaning.
 */
export const modelSettings: Settings = Object.freeze({ join_use_nulls: 1, prefer_column_name_to_alias: 1 })

/** `name = value, ...`; names are checked because they cannot be quoted. */
export function settingsText(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (!/^[a-z][a-z0-9_]*$/.test(name))
        throw new ConfigurationError(`${name} is not the name of a ClickHouse setting`)
      return `${name} = ${typeof value === 'number' ? value : quoteText(value)}`
    })
    .join(', ')
}
