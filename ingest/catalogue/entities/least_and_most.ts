import { compareDecimals } from '../decimal.ts'
import type { RecordRule } from '../schema/shape.ts'

/** A rule: where a record says both, `most` is not below `least`; of two that cannot both hold one would silently win. */
export const mostIsNotBelowLeast =
  (least: string, most: string): RecordRule =>
  (value) => {
    const [low, high] = [value[least], value[most]] as readonly (string | undefined)[]
    if (low === undefined || high === undefined || compareDecimals(high, low) >= 0) return undefined
    return { member: most, expected: `${least} (${low}) or more` }
  }
