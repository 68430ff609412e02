// Port: extractive reading. Given a question and a text, which characters answer it, and how sure is that.

/** A candidate answer: `text.slice(start, end)` of the text read. */
export interface ReadSpan {
  start: number
  end: number
  /** Model units; compare only with `null_score` of the same reading or with other readings of one question. */
  score: number
}

export interface Reading {
  /** Score of “this text does not answer”; `score − null_score` is the margin. */
  null_score: number
  /** Best spans that lie within `body`, best first, none contained in a better one; may be empty. */
  spans: ReadSpan[]
}

/** A text to read: a title or heading as context, and the body in which the answer must stand. */
export interface ReadInput {
  title: string
  body: string
}

export interface Reader {
  /** Name and hash of the model's files: a calibration belongs to one reader. */
  readonly id: string
  /** One reading per input, in order. Offsets refer to `input.body` (UTF-16 units). */
  read(question: string, inputs: ReadInput[], signal?: AbortSignal): Promise<Reading[]>
}
