import { describe, expect, it } from 'vitest'
import { createPrometheusMeter, type Gauges } from '../../src/observe/prometheus.ts'
import { parseExposition, valueOf } from './exposition.ts'

function meterOf(gauges: Partial<Gauges> = {}) {
  const meter = createPrometheusMeter(
    {
      queue: () => ({ question: 3, ingest: 12, running: 1 }),
      index: async () => ({ articles: 4, passages: 9, vectors: 9 }),
      ...gauges,
    },
    { processMetrics: false },
  )
  return { meter, read: async () => parseExposition((await meter.expose()).text) }
}

const REQUESTS = 'touwen_http_request_duration_seconds'
const STAGES = { understand: 1, search: 20, embed: 30, read: 400 }

describe('the exposition', () => {
  it('is what a scraper takes, with process and event loop', async () => {
    const meter = createPrometheusMeter({
      queue: () => ({ question: 0, ingest: 0, running: 0 }),
      index: async () => ({ articles: 0, passages: 0, vectors: 0 }),
    })
    meter.request('GET', '/v1/articles/{id}', 200, 0.003)
    const { type, text } = await meter.expose()
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/)
    const families = parseExposition(text)
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', REQUESTS]) {
      expect(families.has(name), name).toBe(true)
    }
  })

  it('counts requests by method, route and class, and puts them into buckets', async () => {
    const { meter, read } = meterOf()
    meter.request('GET', '/v1/articles/{id}', 200, 0.003)
    meter.request('GET', '/v1/articles/{id}', 304, 0.007)
    meter.request('GET', '/v1/articles/{id}', 200, 0.02)
    meter.request('POST', '/v1/ask', 503, 42)
    const families = await read()
    const found = { method: 'GET', route: '/v1/articles/{id}', status: '2xx' }
    expect(valueOf(families, `${REQUESTS}_count`, found)).toBe(2)
    expect(valueOf(families, `${REQUESTS}_sum`, found)).toBeCloseTo(0.023)
    expect(valueOf(families, `${REQUESTS}_bucket`, { ...found, le: '0.005' })).toBe(1)
    expect(valueOf(families, `${REQUESTS}_bucket`, { ...found, le: '0.025' })).toBe(2)
    expect(valueOf(families, `${REQUESTS}_count`, { ...found, status: '3xx' })).toBe(1)
    const slow = { method: 'POST', route: '/v1/ask', status: '5xx' }
    expect(valueOf(families, `${REQUESTS}_bucket`, { ...slow, le: '10' })).toBe(0)
    expect(valueOf(families, `${REQUESTS}_bucket`, { ...slow, le: '+Inf' })).toBe(1)
  })

  it('has no series for what a client makes up', async () => {
    const { meter, read } = meterOf()
    for (let i = 0; i < 3000; i += 1) meter.request(`M${i}`, `/r${i}`, 200, 0.001)
    const families = await read()
    const series = families.get(REQUESTS)!.samples.filter(({ name }) => name.endsWith('_count'))
    expect(series.length).toBeLessThanOrEqual(1001)
    expect(new Set(series.map(({ labels }) => labels['method']))).toEqual(new Set(['other']))
    expect(series.reduce((sum, { value }) => sum + value, 0)).toBe(3000)
  })

  it('counts questions by outcome and reason, and times the stages', async () => {
    const { meter, read } = meterOf()
    meter.question('answered', null, STAGES)
    meter.question('answered', null, STAGES)
    meter.question('refused', 'not_found', { ...STAGES, read: 5 })
    const families = await read()
    const name = 'touwen_questions_total'
    expect(valueOf(families, name, { outcome: 'answered', reason: '' })).toBe(2)
    expect(valueOf(families, name, { outcome: 'refused', reason: 'not_found' })).toBe(1)
    const stages = 'touwen_answer_stage_duration_seconds'
    expect(valueOf(families, `${stages}_count`, { stage: 'read' })).toBe(3)
    expect(valueOf(families, `${stages}_sum`, { stage: 'read' })).toBeCloseTo(0.805)
    expect(valueOf(families, `${stages}_sum`, { stage: 'search' })).toBeCloseTo(0.06)
  })

  it('shows what is in work, what was refused, what waits, what the index holds', async () => {
    const { meter, read } = meterOf()
    const gate = meter.gate('questions')
    const kind = { kind: 'questions' }
    expect(valueOf(await read(), 'touwen_work_refused_total', kind)).toBe(0)
    gate.entered()
    gate.entered()
    gate.left()
    gate.refused()
    meter.ingested(17)
    const families = await read()
    expect(valueOf(families, 'touwen_work_in_progress', kind)).toBe(1)
    expect(valueOf(families, 'touwen_work_refused_total', kind)).toBe(1)
    expect(valueOf(families, 'touwen_ingest_passages_total')).toBe(17)
    expect(valueOf(families, 'touwen_model_queue_length', { priority: 'question' })).toBe(3)
    expect(valueOf(families, 'touwen_model_queue_length', { priority: 'ingest' })).toBe(12)
    expect(valueOf(families, 'touwen_model_busy')).toBe(1)
    expect(valueOf(families, 'touwen_index_size', { kind: 'passages' })).toBe(9)
  })

  it('is there also when the index is not', async () => {
    const { meter, read } = meterOf({ index: () => Promise.reject(new Error('gone')) })
    meter.ingested(1)
    const families = await read()
    expect(valueOf(families, 'touwen_index_size', { kind: 'passages' })).toBeUndefined()
    expect(valueOf(families, 'touwen_ingest_passages_total')).toBe(1)
  })
})

describe('the reader of the exposition', () => {
  it.each([
    ['no end', '# HELP a b\n# TYPE a gauge\na 1'],
    ['a sample without type', 'a 1\n'],
    ['a value that is none', '# HELP a b\n# TYPE a gauge\na x\n'],
    ['a label without quotes', '# HELP a b\n# TYPE a gauge\na{l=1} 1\n'],
    ['an unknown type', '# HELP a b\n# TYPE a number\na 1\n'],
    ['a series twice', '# HELP a b\n# TYPE a gauge\na 1\na 2\n'],
    [
      'falling buckets',
      '# HELP a b\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
    ],
    ['no last bucket', '# HELP a b\n# TYPE a histogram\na_bucket{le="1"} 1\na_sum 1\na_count 1\n'],
  ])('refuses %s', (_what, text) => {
    expect(() => parseExposition(text)).toThrow()
  })
})
