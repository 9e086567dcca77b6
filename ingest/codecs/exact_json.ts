/** A number of sixteen digits or more, or with an exponent, where JSON allows a number: rarely there, so looked for first. */
const SUSPECT = /(?:^|[:,[])\s*-?(?:\d[\d.]{15,}|[\d.]+[eE])/

/**
 * Parses JSON without rounding: numbers that a JS number may not hold exactly come as their text.
 *
 * @throws SyntaxError as JSON.parse does.
 */
export function parseExact(text: string): unknown {
  if (!SUSPECT.test(text)) return JSON.parse(text)
  return JSON.parse(text, keepText as (key: string, value: unknown) => unknown)
}

function keepText(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined) return value
  const digits = context.source.replace(/[eE].*$/, '').replace(/^-?0*\.?0*|[-.]/g, '')
  return digits.length <= 15 && Number.isFinite(value) ? value : context.source
}

/** JSON.parse's message, short, without the text it quotes. */
export function jsonFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message
    .replace(/, ?"?\.{0,3}".*is not valid JSON$/s, '')
    .replace(/ in JSON at position (\d+).*$/s, ' at character $1')
}
