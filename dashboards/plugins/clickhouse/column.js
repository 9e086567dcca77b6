// @ts-check

/**
 * @typedef {'number' | 'boolean' | 'date' | 'string'} EvidenceType
 * @typedef {{ evidenceType: EvidenceType, read: (value: unknown) => unknown }} Column
 */

const WRAPPER = /^(?:Nullable|LowCardinality|SimpleAggregateFunction\(\w+,\s*)\(?(.*)\)$/

/** ClickHouse's type without Nullable, LowCardinality and SimpleAggregateFunction around it. @param {string} type */
function bare(type) {
  let inner = type
  for (let match = WRAPPER.exec(inner); match; match = WRAPPER.exec(inner)) inner = match[1]?.trim() ?? ''
  return inner
}

/**
 * How a ClickHouse column reaches a page. Decimals become floats here and only here: pages draw and never add up money
 * for a document. Integers wider than 53 bits would lose digits, so identifiers must be strings in the marts.
 *
 * @param {string} type as ClickHouse names it, such as `LowCardinality(Nullable(String))`
 * @returns {Column}
 */
export function columnOf(type) {
  const inner = bare(type)
  if (/^(U?Int\d|B?Float|Decimal)/.test(inner)) return { evidenceType: 'number', read: orNull(Number) }
  if (inner === 'Bool') return { evidenceType: 'boolean', read: (value) => value }
  // A Date is midnight UTC; a DateTime arrives as ISO 8601 UTC.
  if (/^Date/.test(inner)) return { evidenceType: 'date', read: orNull((value) => new Date(String(value))) }
  return {
    evidenceType: 'string',
    read: orNull((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
  }
}

/** @param {(value: unknown) => unknown} convert @returns {(value: unknown) => unknown} */
function orNull(convert) {
  return (value) => (value === null ? null : convert(value))
}
