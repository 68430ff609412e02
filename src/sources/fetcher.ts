// Port of the fetcher: one request to the Web and what comes of it. The adapter guards every request against addresses
// of the inner network and against bodies without end; it follows no redirect and waits for nobody. Types only.

export interface GetRequest {
  url: string
  /** Ask for it only if it is no longer this. */
  etag?: string | null
  lastModified?: string | null
  /** Largest body, packed and unpacked, in bytes. */
  maxBytes: number
  /** Whether a body of this media type (lower case, without parameters; “” when none is told) is wanted. */
  accepts(type: string): boolean
  signal?: AbortSignal | undefined
}

export interface GetReply {
  status: number
  /** Where a redirect leads, absolute; null when it leads nowhere. */
  location: string | null
  /** Empty for anything but a 2xx of a wanted type. */
  bytes: Uint8Array
  /** Media type in lower case, “” when none is told. */
  type: string
  charset: string | null
  etag: string | null
  lastModified: string | null
  /** As sent: seconds or a date. */
  retryAfter: string | null
}

/** What went wrong, said so that a person can mend it. */
export interface Trouble {
  fact: string
  remedy: string
  /** `address`: may not be fetched. `content`: what came is of no use. `network`: the host did not answer as it should. */
  kind: 'address' | 'content' | 'network'
}

/** One request. Never throws but for an aborted signal. */
export type Get = (request: GetRequest) => Promise<GetReply | { trouble: Trouble }>
