// Port: what is counted and timed while the service runs. No member takes a text of a request: whatever becomes a label has
// few values.

/** What is let in only so many times at once. */
export type GateName = 'questions' | 'searches' | 'articles' | 'uploads'

export interface GateMeter {
  entered(): void
  left(): void
  /** One came too many. */
  refused(): void
}

/** The stages of an answer, in ms. */
export interface Stages {
  understand: number
  search: number
  embed: number
  read: number
}

export interface Meter {
  /** A request that is answered to the end. `route`: its template, such as /v1/articles/{id}; `seconds` since it came. */
  request(method: string, route: string, status: number, seconds: number): void
  /** A question that is settled. `reason`: why it is refused; null for every other outcome. */
  question(outcome: string, reason: string | null, stages: Stages): void
  gate(name: GateName): GateMeter
  /** Passages stored, by whatever way they came. */
  ingested(passages: number): void
}

/** Counts nothing. */
export const NO_METER: Meter = {
  request: () => undefined,
  question: () => undefined,
  gate: () => NO_GATE,
  ingested: () => undefined,
}

const NO_GATE: GateMeter = {
  entered: () => undefined,
  left: () => undefined,
  refused: () => undefined,
}

/** All that was counted, as a scraper takes it. */
export interface Exposition {
  /** The value of Content-Type. */
  type: string
  text: string
}
