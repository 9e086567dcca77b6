/** A tag as one number, its class in the two lowest bits: compare with `application(1)` and the like. */
export type BerTag = number

/** [UNIVERSAL n]: `universal(16)` is a SEQUENCE. */
export function universal(number: number): BerTag {
  return number * 4
}

/** [APPLICATION n]: `application(1)` begins a TAP transfer batch. */
export function application(number: number): BerTag {
  return number * 4 + 1
}

/** [n], context-specific: `context(79)` is a PGW record among the GPRS records of TS 32.298. */
export function context(number: number): BerTag {
  return number * 4 + 2
}

/** The number within the class. */
export function tagNumber(tag: BerTag): number {
  return Math.floor(tag / 4)
}

/** As ASN.1 writes it: `[79]`, `[APPLICATION 1]`. */
export function tagText(tag: BerTag): string {
  const word = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '][tag % 4]!
  return `[${word}${tagNumber(tag)}]`
}
