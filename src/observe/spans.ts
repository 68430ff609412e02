// Port: where time goes, as spans of a distributed trace. Off, it costs one question whether it is on.

/** Ids of a trace, as W3C Trace Context writes them: 32 and 16 lower-case hexadecimal digits. */
export interface TraceIds {
  traceId: string
  spanId: string
}

/** What a caller said of its own span. */
export interface RemoteSpan extends TraceIds {
  /** The last byte of `traceparent`; bit 0: the caller records. */
  flags: number
  /** A valid `tracestate`; null when there is none. */
  state: string | null
}

export interface RequestSpan {
  ids: TraceIds
  /** Run work so that spans begun in it become children of this one. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** End it; later calls do nothing. `error`: what went wrong inside, for 5xx. */
  end(result: { route: string; status: number; error?: string }): void
}

export interface Spans {
  /** The span of one HTTP request; null when nobody records. */
  request(method: string, path: string, remote: RemoteSpan | null): RequestSpan | null
  /** Run work under a span of its own; when nobody records, just run it. */
  within<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** Records nothing. */
export const NO_SPANS: Spans = {
  request: () => null,
  within: (_name, work) => work(),
}
