// How the time of some work grows with its input: the factor from n to 2n and to 4n, not milliseconds, so that a machine busy with
// other things changes nothing.

export interface Growth {
  n: number
  /** Milliseconds, the least of several runs, for n, 2n and 4n. */
  ms: [number, number, number]
  /** From n to 4n: 4 for linear work, 16 for quadratic. */
  factor: number
  /** Whether it grows by more than it may, in both steps: a cache that becomes too small makes one step long. */
  tooFast: boolean
}

/** Between linear (4) and quadratic (16) on a scale of powers, and the same for one step. */
const MOST = 8
const MOST_STEP = 2.5

interface Options {
  /** Input lengths to begin with, and not to go beyond. */
  from: number
  to: number
  /** Below this, time tells nothing but that of the clock, in ms. */
  least: number
  runs?: number
}

/**
 * Measure until n takes long enough for a judgement, or `to` is reached. `made` prepares the input of a length, which is not
 * timed. Linear work is left as soon as one of its runs shows it: a busy machine makes things slower, never faster.
 */
function growthOf<T>(
  made: (n: number) => T,
  work: (input: T) => unknown,
  { from, to, least, runs = 5 }: Options,
): Growth {
  let n = from
  const once = (input: T): number => {
    const began = performance.now()
    work(input)
    return performance.now() - began
  }
  // The first runs are slower: code is not compiled yet.
  once(made(n))
  while (n < to && once(made(n)) < least) n *= 2
  const inputs = [made(n), made(2 * n), made(4 * n)] as const
  const ms: Growth['ms'] = [Infinity, Infinity, Infinity]
  for (let run = 0; run < runs; run += 1) {
    for (const i of [0, 1, 2] as const) ms[i] = Math.min(ms[i], once(inputs[i]))
    if (run > 0 && !isTooFast(ms)) break
  }
  return { n, ms, factor: ms[2] / ms[0], tooFast: isTooFast(ms) }
}

function isTooFast([one, two, four]: Growth['ms']): boolean {
  return four / one > MOST && two / one > MOST_STEP && four / two > MOST_STEP
}

/** The growth of work that takes more than its share, seen twice: a coincidence is seen once. Null: it does not. */
export function tooFastGrowth<T>(
  made: (n: number) => T,
  work: (input: T) => unknown,
  options: Options,
): Growth | null {
  const first = growthOf(made, work, options)
  if (!first.tooFast) return null
  const again = growthOf(made, work, { ...options, from: 2 * first.n, least: 4 * options.least })
  return again.tooFast ? first : null
}

/** For a message. */
export function toldGrowth({ n, ms }: Growth): string {
  return `${n}, twice, four times: ${ms.map((one) => one.toFixed(2)).join(', ')} ms`
}
