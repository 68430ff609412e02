// A histogram for the hot path, beside those of prom-client: that one looks its series up by a text made of all labels at
// each observation, which costs more than the rest of what is done around a request.
import type { MetricObjectWithValues, MetricValueWithName, Registry } from 'prom-client'

export interface SeriesOptions<Label extends string> {
  name: string
  help: string
  labels: readonly Label[]
  /** Upper bounds, ascending; the last bucket, without bound, is not named. */
  buckets: readonly number[]
  /** More series than this are counted as one whose labels are all “other”. */
  most: number
}

/** Take one value for the series of these labels, in the order of the names. */
export type Observe = (value: number, ...labels: string[]) => void

interface Series {
  labels: string[]
  /** Values per bucket, not added up. */
  counts: number[]
  sum: number
}

/** Register it; all that is asked of it is to be observed. */
export function registerSeries<Label extends string>(
  registry: Registry,
  { name, help, labels, buckets, most }: SeriesOptions<Label>,
): Observe {
  const all = new Map<string, Series>()
  let rest: Series | null = null
  const seriesOf = (values: string[]): Series => {
    let key = ''
    for (const value of values) key += `${value}\n`
    const known = all.get(key)
    if (known !== undefined) return known
    const full = all.size >= most
    if (full && rest !== null) return rest
    const one: Series = {
      labels: full ? labels.map(() => 'other') : values,
      counts: Array.from({ length: buckets.length + 1 }, () => 0),
      sum: 0,
    }
    if (full) rest = one
    else all.set(key, one)
    return one
  }
  const metric = {
    name,
    get: async () => ({
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: [...all.values(), ...(rest === null ? [] : [rest])].flatMap((series) =>
        valuesOf(name, labels, buckets, series),
      ),
    }),
  }
  // What a registry asks of a metric is just this.
  registry.registerMetric(metric as unknown as Parameters<Registry['registerMetric']>[0])
  return (value, ...values) => {
    const series = seriesOf(values)
    let i = 0
    while (i < buckets.length && value > buckets[i]!) i += 1
    series.counts[i]! += 1
    series.sum += value
  }
}

type Values = MetricObjectWithValues<MetricValueWithName<string>>['values']

function valuesOf(
  name: string,
  names: readonly string[],
  buckets: readonly number[],
  { labels: given, counts, sum }: Series,
): Values {
  const labels = Object.fromEntries(names.map((label, i) => [label, given[i] ?? '']))
  let total = 0
  const cumulated = counts.map((count) => (total += count))
  return [
    ...cumulated.map((value, i) => ({
      metricName: `${name}_bucket`,
      labels: { le: buckets[i] ?? '+Inf', ...labels },
      value,
    })),
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: total },
  ]
}
