// A strict reader of Prometheus' text format 0.0.4: whatever its specification does not allow is an error, as for a scraper.

export interface Family {
  help: string
  type: string
  samples: { name: string; labels: Record<string, string>; value: number }[]
}

const HELP = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/
const TYPE = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$/
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)$/
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/
const VALUE = /^(?:[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|Inf)|NaN)$/i

/** The families by name. Throws `Error` with the line that is wrong. */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  let current: { name: string; family: Family } | null = null
  for (const line of text.split('\n')) {
    if (line === '') continue
    const help = HELP.exec(line)
    const type = TYPE.exec(line)
    if (help !== null) {
      const [, name = '', words = ''] = help
      if (families.has(name)) throw new Error(`a second family ${name}`)
      current = { name, family: { help: words, type: '', samples: [] } }
      families.set(name, current.family)
    } else if (type !== null) {
      if (current === null || current.name !== type[1] || current.family.type !== '') throw new Error(line)
      current.family.type = type[2]!
    } else {
      if (current === null || current.family.type === '') throw new Error(`a sample before its type: ${line}`)
      const sample = sampleOf(line)
      const allowed = suffixes(current.family.type).map((suffix) => `${current!.name}${suffix}`)
      if (!allowed.includes(sample.name)) throw new Error(`of another family: ${line}`)
      const series = `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`
      if (seen.has(series)) throw new Error(`a second value: ${line}`)
      seen.add(series)
      current.family.samples.push(sample)
    }
  }
  for (const [name, family] of families) checkHistogram(name, family)
  return families
}

function suffixes(type: string): string[] {
  if (type === 'histogram') return ['_bucket', '_sum', '_count']
  return type === 'summary' ? ['', '_sum', '_count'] : ['']
}

function sampleOf(line: string): Family['samples'][number] {
  const [, name = '', list = '', value = ''] = SAMPLE.exec(line) ?? []
  if (name === '' || !VALUE.test(value)) throw new Error(`not a sample: ${line}`)
  const labels: Record<string, string> = {}
  for (let rest = list; rest !== '';) {
    const [whole = '', label = '', text = ''] = LABEL.exec(rest) ?? []
    if (label === '' || label in labels) throw new Error(`labels: ${line}`)
    labels[label] = text
    rest = rest.slice(whole.length)
  }
  return { name, labels, value: Number(value.replace('+Inf', 'Infinity').replace('-Inf', '-Infinity')) }
}

// Buckets are cumulative, end with +Inf, and that is the count.
function checkHistogram(name: string, { type, samples }: Family): void {
  if (type !== 'histogram') return
  const series = new Map<string, { le: number; value: number }[]>()
  const counts = new Map<string, number>()
  for (const { name: sample, labels, value } of samples) {
    const { le, ...others } = labels
    const key = JSON.stringify(Object.entries(others).sort())
    if (sample === `${name}_count`) counts.set(key, value)
    if (sample !== `${name}_bucket`) continue
    const bound = le === '+Inf' ? Infinity : Number(le)
    if (le === undefined || Number.isNaN(bound)) throw new Error(`${name}: a bucket without bound`)
    series.set(key, [...(series.get(key) ?? []), { le: bound, value }])
  }
  for (const [key, buckets] of series) {
    const rising = buckets.every(
      ({ le, value }, i) => i === 0 || (le > buckets[i - 1]!.le && value >= buckets[i - 1]!.value),
    )
    const last = buckets.at(-1)!
    if (!rising || last.le !== Infinity || last.value !== counts.get(key))
      throw new Error(`${name}${key}: buckets`)
  }
}

/** The value of one series; undefined when there is none. */
export function valueOf(
  families: Map<string, Family>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const family = families.get(name.replace(/_(?:bucket|sum|count)$/, '')) ?? families.get(name)
  return family?.samples.find(
    (sample) =>
      sample.name === name &&
      Object.keys(sample.labels).length === Object.keys(labels).length &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value
}
