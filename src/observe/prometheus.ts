// The meter on prom-client, in Prometheus' text format. Names and labels are those of a long-lived contract: dashboards and
// alerts are built on them.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { QueueLength } from '../engine.ts'
import type { Exposition, Meter } from './meter.ts'
import { registerSeries } from './series.ts'

/** What is asked at each scrape. */
export interface Gauges {
  /** Units of work at the model thread. */
  queue(): QueueLength
  index(): Promise<{ articles: number; passages: number; vectors: number }>
}

export interface PrometheusMeter extends Meter {
  expose(): Promise<Exposition>
}

/** Seconds: from a cached article to the longest an answer may take. */
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const STAGE_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** More pairs of method, route and class than the application has routes for: then something else makes them. */
const MOST_SERIES = 1000

/** A registry of its own, so that two services in one process do not mix. `processMetrics`: also memory, CPU, event loop. */
export function createPrometheusMeter(
  gauges: Gauges,
  { processMetrics = true }: { processMetrics?: boolean } = {},
): PrometheusMeter {
  const registry = new Registry()
  const registers = [registry]
  const requests = registerSeries(registry, {
    name: 'touwen_http_request_duration_seconds',
    help: 'Requests by method, route and class of status, from their arrival to the end of the reply.',
    labels: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS,
    most: MOST_SERIES,
  })
  const questions = new Counter({
    name: 'touwen_questions_total',
    help: 'Questions settled, by outcome and by why they were refused.',
    labelNames: ['outcome', 'reason'] as const,
    registers,
  })
  const stages = new Histogram({
    name: 'touwen_answer_stage_duration_seconds',
    help: 'Time that the stages of an answer took.',
    labelNames: ['stage'] as const,
    buckets: STAGE_BUCKETS,
    registers,
  })
  const inWork = new Gauge({
    name: 'touwen_work_in_progress',
    help: 'Work let in and not done, by kind.',
    labelNames: ['kind'] as const,
    registers,
  })
  const refused = new Counter({
    name: 'touwen_work_refused_total',
    help: 'Work refused because too much was in hand, by kind.',
    labelNames: ['kind'] as const,
    registers,
  })
  const passages = new Counter({
    name: 'touwen_ingest_passages_total',
    help: 'Passages embedded or re-used, and stored, since the start.',
    registers,
  })
  exposeGauges(registers, gauges)
  if (processMetrics) collectDefaultMetrics({ register: registry })
  return {
    request: (method, route, status, seconds) =>
      requests(seconds, METHODS.has(method) ? method : 'other', route, classOf(status)),
    question(outcome, reason, took) {
      questions.inc({ outcome, reason: reason ?? '' })
      for (const stage of ['understand', 'search', 'embed', 'read'] as const) {
        stages.observe({ stage }, took[stage] / 1000)
      }
    },
    gate(kind) {
      // So that they are there before anything happens.
      inWork.set({ kind }, 0)
      refused.inc({ kind }, 0)
      return {
        entered: () => inWork.inc({ kind }),
        left: () => inWork.dec({ kind }),
        refused: () => refused.inc({ kind }),
      }
    },
    ingested: (count) => passages.inc(count),
    expose: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}

const CLASSES = ['0xx', '1xx', '2xx', '3xx', '4xx', '5xx']

function classOf(status: number): string {
  return CLASSES[Math.trunc(status / 100)] ?? 'other'
}

function exposeGauges(registers: Registry[], { queue, index }: Gauges): void {
  const waiting: Gauge<'priority'> = new Gauge({
    name: 'touwen_model_queue_length',
    help: 'Units of work that wait for the model thread, by priority.',
    labelNames: ['priority'] as const,
    registers,
    collect() {
      const { question, ingest } = queue()
      waiting.set({ priority: 'question' }, question)
      waiting.set({ priority: 'ingest' }, ingest)
    },
  })
  const busy: Gauge = new Gauge({
    name: 'touwen_model_busy',
    help: '1 while the model thread works.',
    registers,
    collect: () => busy.set(queue().running),
  })
  const held: Gauge<'kind'> = new Gauge({
    name: 'touwen_index_size',
    help: 'What the index holds, by kind.',
    labelNames: ['kind'] as const,
    registers,
    async collect() {
      // An index that cannot be read is told by /readyz; the other figures are wanted all the more then.
      const size = await index().catch(() => null)
      if (size === null) return held.reset()
      for (const kind of ['articles', 'passages', 'vectors'] as const) held.set({ kind }, size[kind])
    },
  })
}
