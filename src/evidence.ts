// The use case behind calibration: retrieve one question as `ask` does, read all that was found, and decide nothing. `ask` reads
// less; what it leaves out tells as much of what is wrong.
import { readAll } from './answer/read.ts'
import { evidenceRequestSchema, type GatherEvidence } from './evidence-contract.ts'
import { checkQuestion, understand } from './question.ts'
import type { Reader } from './reader/reader.ts'
import type { Retriever } from './retrieve/retriever.ts'
import type { Translator } from './translate/translator.ts'
import { validate } from './validate.ts'

interface Deps {
  retriever: Retriever
  reader: Reader
  /** For questions that are not in Chinese; without it they are taken as they are. */
  translator?: Translator | undefined
  now?: () => Date
}

/** Passages that an answer may rest on. */
const TOP = 8

/** Build the use case over ports. */
export function createEvidence({
  retriever,
  reader,
  translator,
  now = () => new Date(),
}: Deps): GatherEvidence {
  return async (request, signal) => {
    const given = validate(evidenceRequestSchema, request)
    const text = checkQuestion(given.question)
    const asked_at = given.asked_at ?? now().toISOString()
    const translation = (await translator?.translate(text)) ?? null
    const question = understand(text, asked_at, translation)
    const { hits, weights } = await retriever.retrieve(question, {}, TOP)
    signal?.throwIfAborted()
    const read = await readAll(reader, question, hits, signal)
    return {
      reader: reader.id,
      question: text,
      asked_at,
      translation,
      weights: [...weights].map(([term, weight]) => ({ term, weight })),
      passages: read.map(({ passage, article, score, reading }) => ({ passage, article, score, reading })),
    }
  }
}
