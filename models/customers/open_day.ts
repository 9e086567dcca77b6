import { ch } from '../../transforms/sql/functions.ts'

/** The end of what has no end yet, as a day: far enough from the last `Date` (2149) to add days to it. */
export const openDay = () => ch.day('2120-01-01')
