import { cumulative } from './random.ts'

/** How use spreads over the hours of a local day, in shares that end at 1. */
const weekday = cumulative([6, 3, 2, 1, 1, 3, 10, 26, 40, 46, 48, 52, 56, 54, 52, 54, 60, 72, 84, 90, 84, 62, 38, 16])
const weekend = cumulative([14, 9, 5, 3, 2, 2, 4, 10, 24, 42, 58, 64, 66, 64, 62, 62, 64, 68, 74, 78, 74, 60, 42, 24])
const office = cumulative([1, 1, 1, 1, 1, 2, 8, 40, 84, 100, 98, 92, 60, 84, 92, 94, 88, 60, 26, 12, 8, 5, 3, 2])

export function hoursOf(business: boolean, isWeekend: boolean): Float64Array {
  return business ? office : isWeekend ? weekend : weekday
}

/** How much a weekday is used, Monday first; offices are quiet at weekends. */
export const weekdayFactor = [1, 1, 1.02, 1.03, 1.15, 1.02, 0.78] as const
export const officeFactor = [1.3, 1.32, 1.3, 1.28, 1.2, 0.35, 0.25] as const

/** How much a month is used, January first: quieter in summer holidays, busy in December. */
export const monthFactor = [0.98, 0.95, 1, 1, 1.02, 1, 0.92, 0.93, 1.02, 1.04, 1.04, 1.1] as const
