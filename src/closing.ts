// Ending several things, none of which may keep the others from ending.

/** Run and empty the list, last first; then throws what the first of them to fail threw. */
export async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const closer of closers.splice(0).toReversed()) {
    await closer().catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}
