import { structuredPatch } from 'diff'

const CONTEXT = 2

/** Lines that differ between two texts, each with `-` or `+` in front, and some around them; coloured on a terminal. */
export function lineDiff(before: string, after: string, colored: boolean): readonly string[] {
  const { hunks } = structuredPatch('before', 'after', before, after, '', '', { context: CONTEXT })
  return hunks.flatMap(({ oldStart, newStart, lines }) => [
    painted(`@@ -${oldStart} +${newStart} @@`, 36, colored),
    ...lines
      .filter((line) => !line.startsWith('\\'))
      .map((line) => painted(line, line.startsWith('+') ? 32 : line.startsWith('-') ? 31 : 0, colored)),
  ])
}

function painted(text: string, color: number, colored: boolean): string {
  return colored && color > 0 ? `\u001b[${color}m${text}\u001b[0m` : text
}
