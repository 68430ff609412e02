// The measures that all systems share. Pure.
import { quantile } from '../../src/eval/metrics.ts'

/** Shares 0–1 of the answerable questions whose evidence is among the first 1, 5 and 10; NaN without questions. */
export interface Evidence {
  questions: number
  at1: number
  at5: number
  at10: number
}

/** Times in milliseconds; NaN without any. */
export interface Latency {
  count: number
  p50: number
  p95: number
}

/** What a reply was worth, by the judge of `touwen eval`. */
export interface Outcomes {
  answerable: number
  right: number
  /** Of the answerable: refused. */
  refused: number
  unanswerable: number
  /** Of the unanswerable: refused, as it should be. */
  refusedRightly: number
}

/** Ranks, from 1, of the first passage with evidence; null where none has it. */
export function evidenceOf(ranks: (number | null)[]): Evidence {
  const within = (k: number): number =>
    ranks.filter((rank) => rank !== null && rank <= k).length / ranks.length
  return { questions: ranks.length, at1: within(1), at5: within(5), at10: within(10) }
}

/** p50 and p95, as `touwen eval` reads them off. */
export function latencyOf(ms: number[]): Latency {
  return { count: ms.length, p50: quantile(ms, 0.5), p95: quantile(ms, 0.95) }
}

/**
 * The exponent b of y = a·x^b: the slope of the least-squares line through the logarithms. NaN for fewer than two
 * different x, or where a value is not positive.
 */
export function exponent(points: [x: number, y: number][]): number {
  const logs = points.map(([x, y]): [number, number] => [Math.log(x), Math.log(y)])
  if (logs.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return Number.NaN
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length
  const spread = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return spread === 0 ? Number.NaN : logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
}

/** The middle of the values; NaN for none. */
export const median = (values: number[]): number => quantile(values, 0.5)
