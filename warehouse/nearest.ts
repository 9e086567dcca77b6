/** The names a person most likely meant, nearest first, at most three; none when all are far. For "did you mean ...?". */
export function nearest(name: string, names: Iterable<string>): readonly string[] {
  const wrong = name.toLowerCase()
  const limit = Math.max(1, Math.floor(name.length / 3))
  return [...new Set(names)]
    .map((candidate) => ({ candidate, distance: distanceWithin(limit, wrong, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= limit || candidate.toLowerCase().includes(wrong))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** The edit distance; where the lengths alone pass `limit`, their difference: a field's name may be a megabyte of rubbish. */
function distanceWithin(limit: number, a: string, b: string): number {
  const difference = Math.abs(a.length - b.length)
  return difference > limit ? difference : editDistance(a, b)
}

/** Optimal string alignment: letters put in, left out, replaced, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const least = Math.min(previous[j]! + 1, current[j - 1]! + 1, replaced)
      current.push(swapped ? Math.min(least, before[j - 2]! + 1) : least)
    }
    before = previous
    previous = current
  }
  return previous[b.length]!
}
