import { t } from '../../warehouse/columns.ts'

/** What a line of a bill is for. */
export const categoryColumn = t.oneOf('recurring', 'usage', 'one-off', 'adjustment', 'discount')
export type LineCategory = NonNullable<(typeof categoryColumn)['type']>
