/**
 * What all of these come to, and the first error only when all have ended: a run that failed must not go on in the server
 * while it cleans up.
 */
export async function allDone<const T extends readonly unknown[]>(work: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return (await Promise.all(work)) as { [K in keyof T]: Awaited<T[K]> }
}
