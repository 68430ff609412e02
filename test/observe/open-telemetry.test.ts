// Against the API alone, with a provider and a context manager as an SDK would register them.
import {
  context,
  type Context,
  type Span,
  type SpanContext,
  type SpanOptions,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openTelemetrySpans } from '../../src/observe/open-telemetry.ts'
import { answer, fakeApp, json } from '../http/fakes.ts'
import { registerContextManager } from './context-manager.ts'

interface Recorded {
  name: string
  ids: SpanContext
  parent: SpanContext | undefined
  attributes: Record<string, unknown>
  status: unknown
  ended: boolean
}

const recorded: Recorded[] = []

function recordingTracer(): Tracer {
  const startSpan = (name: string, options: SpanOptions = {}, given: Context = context.active()): Span => {
    const parent = trace.getSpanContext(given)
    const n = (recorded.length + 1).toString(16)
    const one: Recorded = {
      name,
      ids: { traceId: parent?.traceId ?? n.padStart(32, 'a'), spanId: n.padStart(16, 'b'), traceFlags: 1 },
      parent,
      attributes: { ...options.attributes },
      status: null,
      ended: false,
    }
    recorded.push(one)
    const span: Partial<Span> = {
      spanContext: () => one.ids,
      setAttribute: (key, value) => (Object.assign(one.attributes, { [key]: value }), span as Span),
      setAttributes: (values) => (Object.assign(one.attributes, values), span as Span),
      setStatus: (status) => ((one.status = status), span as Span),
      updateName: (name) => ((one.name = name), span as Span),
      end: () => {
        one.ended = true
      },
    }
    return span as Span
  }
  return {
    startSpan,
    startActiveSpan: (name: string, work: (span: Span) => unknown) => {
      const span = startSpan(name)
      return context.with(trace.setSpan(context.active(), span), () => work(span))
    },
  } as Tracer
}

beforeEach(() => {
  recorded.length = 0
})

function register(): void {
  registerContextManager()
  trace.setGlobalTracerProvider({ getTracer: recordingTracer })
}

afterAll(() => {
  trace.disable()
  context.disable()
})

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const SPAN = 'b7ad6b7169203331'

describe('spans', () => {
  it('are none before a provider is registered, and the work is done all the same', async () => {
    const spans = openTelemetrySpans()
    expect(spans.request('GET', '/', null)).toBeNull()
    expect(await spans.within('read', async () => 7)).toBe(7)
    expect(recorded).toEqual([])
  })

  it('of request, retrieve and read are one tree under the caller’s span', async () => {
    // Asked for before the provider is there, as a server that starts first would.
    const spans = openTelemetrySpans()
    register()
    const { app, log } = fakeApp({
      spans,
      ask: async () => {
        await spans.within('retrieve', async () => undefined)
        await spans.within('read', async () => undefined)
        return answer
      },
    })
    const response = await app.request(
      '/v1/ask',
      json({ question: '外资' }, { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'a=1' }),
    )
    expect(response.status).toBe(200)
    const [request, ...children] = recorded
    expect(request).toMatchObject({
      name: 'POST /v1/ask',
      ids: { traceId: TRACE },
      parent: { traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true },
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/v1/ask',
        'http.response.status_code': 200,
        'url.path': '/v1/ask',
      },
      ended: true,
    })
    expect(request!.parent!.traceState?.serialize()).toBe('a=1')
    expect(children.map(({ name }) => name)).toEqual(['retrieve', 'read'])
    for (const child of children)
      expect(child).toMatchObject({ parent: { spanId: request!.ids.spanId }, ended: true })
    expect(log[0]).toMatchObject({ trace_id: TRACE, span_id: request!.ids.spanId })
    expect(JSON.stringify(recorded)).not.toContain('外资')
  })

  it('tell of a failure', async () => {
    const spans = openTelemetrySpans()
    const { app } = fakeApp({
      spans,
      ask: () => spans.within('read', () => Promise.reject(new Error('broken'))),
    })
    await app.request('/v1/ask', json({ question: '外资' }))
    expect(recorded).toMatchObject([
      { name: 'POST /v1/ask', status: { code: 2 }, attributes: { 'error.type': '500' }, ended: true },
      { name: 'read', status: { code: 2, message: 'broken' }, ended: true },
    ])
  })

  it('without a caller begin a trace of their own', async () => {
    const { app, log } = fakeApp({ spans: openTelemetrySpans() })
    await app.request('/livez')
    expect(recorded[0]).toMatchObject({ name: 'GET /livez', parent: undefined })
    expect(log[0]?.trace_id).toBe(recorded[0]!.ids.traceId)
  })
})
