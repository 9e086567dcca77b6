/** Digits that a number is padded to; longer ones are ordered as text. */
const DIGITS = 20

/** What stands before and after a text in SQL to make its sort key. */
export const NATURAL_ORDER = [
  `arrayStringConcat(arrayMap(part -> if(part >= '0' AND part < ':' AND length(part) < ${DIGITS}, leftPad(part, ${DIGITS}, '0'), part), extractAll(`,
  `, '[0-9]+|[^0-9]+')))`,
] as const

/**
 * SQL of a sort key by which digits in a text count as numbers, everything else as its bytes: S-2 before S-10, and 007 as 7.
 * Texts that differ only in leading zeros have one key: the text itself tells them apart after it.
 */
export const naturalOrder = (text: string): string => NATURAL_ORDER.join(text)
