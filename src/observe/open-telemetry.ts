// Spans through @opentelemetry/api. It brings no SDK: until somebody registers a provider (`node --import ./tracing.mjs`),
// nothing is recorded.
import {
  context,
  createTraceState,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { messageOf } from '../errors.ts'
import type { RemoteSpan, RequestSpan, Spans } from './spans.ts'

const NAME = 'touwen'

/** Spans of whatever provider is registered, now or later. */
export function openTelemetrySpans(): Spans {
  const provider = trace.getTracerProvider()
  // The API hands out tracers that do nothing until a provider is there; only its proxy tells whether one is.
  const recording = (): boolean =>
    !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(NAME) !== undefined
  const tracer = trace.getTracer(NAME)
  return {
    request(method, path, remote) {
      if (!recording()) return null
      const parent = remote === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextOf(remote))
      const attributes = { 'http.request.method': method, 'url.path': path }
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent)
      return requestSpan(span, method)
    },
    within: (name, work) => (recording() ? tracer.startActiveSpan(name, (span) => run(span, work)) : work()),
  }
}

function requestSpan(span: Span, method: string): RequestSpan {
  const { traceId, spanId } = span.spanContext()
  const own = trace.setSpan(ROOT_CONTEXT, span)
  let ended = false
  return {
    ids: { traceId, spanId },
    during: (work) => context.with(own, work),
    end({ route, status, error }) {
      if (ended) return
      ended = true
      // https://opentelemetry.io/docs/specs/semconv/http/http-spans/: only 5xx is the server's own error.
      span.updateName(`${method} ${route}`)
      span.setAttributes({ 'http.route': route, 'http.response.status_code': status })
      if (status >= 500) {
        span.setAttribute('error.type', String(status))
        span.setStatus({ code: SpanStatusCode.ERROR, ...(error === undefined ? {} : { message: error }) })
      }
      span.end()
    },
  }
}

async function run<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) })
    throw error
  } finally {
    span.end()
  }
}

function contextOf({ traceId, spanId, flags, state }: RemoteSpan) {
  return {
    traceId,
    spanId,
    traceFlags: flags,
    isRemote: true,
    ...(state === null ? {} : { traceState: createTraceState(state) }),
  }
}
