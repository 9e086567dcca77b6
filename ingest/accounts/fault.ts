/** Notes what is wrong with a member of a record of an accounts file. */
export type Fault = (of: object, member: string, expected: string, got: string) => void
