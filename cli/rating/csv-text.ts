/** Rows as CSV with a header (RFC 4180). */
export function csvText(columns: readonly string[], rows: readonly object[]): string {
  const cell = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const line = (cells: readonly unknown[]) => `${cells.map(cell).join(',')}\r\n`
  return line(columns) + rows.map((row) => line(columns.map((name) => (row as Record<string, unknown>)[name]))).join('')
}
