import { ch } from '../../transforms/sql/functions.ts'

/** The end of what has no end yet, so that ends are never NULL; early enough that its day fits in a `Date`. */
export const openEnd = () => ch.instant('2120-01-01T00:00:00Z')
