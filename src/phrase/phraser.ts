// A settled answer in the words of a language model, sentence by sentence, each verified before it is given out.
import { label } from '../labels.ts'
import { languageOf } from '../language.ts'
import { comparable, searchTerms } from '../text.ts'
import { figures } from '../quantity.ts'
import { createBreaker } from './breaker.ts'
import { messagesFor, type Settled } from './prompt.ts'
import { createSplitter } from './sentences.ts'
import { SlowError, tokens, type ChatModel, type Limits } from './tokens.ts'
import { verify, type Source } from './verify.ts'

/** A verified sentence, and the numbers of the citations it rests on. */
export interface Sentence {
  words: string
  marks: number[]
}

export interface Phraser {
  /** The language model's name, as configured. */
  readonly name: string
  /**
   * Verified sentences, given out from the moment they state the answer; none at all when they never do. Returns a
   * note on what fell short, null when nothing did. Throws only when the signal is aborted.
   */
  phrase(settled: Settled, signal?: AbortSignal): AsyncGenerator<Sentence, string | null>
}

/** Why a text is not, or not wholly, in the words of the language model. */
type Shortfall = 'slow' | 'failed' | 'busy' | 'unverified' | 'cut' | 'trimmed'

interface Options {
  name: string
  /** Makes the model at the first use. */
  model: () => Promise<ChatModel>
  /** For one reply, in ms. */
  timeoutMs: number
  /** Without a character, in ms; default 3/8 of the time for a reply. */
  silenceMs?: number
  /** Replies in work at once; one more is not waited for. */
  concurrency: number
  clock?: () => number
}

const FAILURES = 3
const PAUSE_MS = 30_000
/** Characters of a reply that are read, verified or not. */
const MAX_CHARACTERS = 4000
const MAX_SENTENCES = 6
/** Share of the answer's terms that the sentences must hold, besides all its figures. */
const MIN_STATED = 0.75

/** A phraser over any chat model of LangChain. */
export function createPhraser(options: Options): Phraser {
  const { name, model, timeoutMs, concurrency, clock = () => performance.now() } = options
  const breaker = createBreaker({ failures: FAILURES, pauseMs: PAUSE_MS, clock })
  const limits: Limits = {
    totalMs: timeoutMs,
    silenceMs: options.silenceMs ?? Math.round((timeoutMs * 3) / 8),
    characters: MAX_CHARACTERS,
  }
  let inWork = 0
  return {
    name,
    phrase: async function* (settled, signal) {
      if (inWork >= concurrency || !breaker.admit()) return noteOf('busy', settled)
      inWork += 1
      const judge = createJudge(settled)
      let told: Shortfall | 'left' | null = 'left'
      try {
        const splitter = createSplitter()
        for await (const piece of tokens(model, messagesFor(settled), limits, signal)) {
          for (const sentence of splitter.push(piece)) yield* judge.hear(sentence)
          if (judge.given() >= MAX_SENTENCES) break
        }
        const rest = splitter.flush()
        if (rest !== null && judge.given() < MAX_SENTENCES) yield* judge.hear(rest)
        told = judge.verdict()
        return told === null ? null : noteOf(told, settled)
      } catch (error) {
        signal?.throwIfAborted()
        told =
          judge.given() > 0 ? 'cut' : error instanceof SlowError ? 'slow' : isBusy(error) ? 'busy' : 'failed'
        return noteOf(told, settled, error)
      } finally {
        inWork -= 1
        if (told === 'left') breaker.released()
        else if (told === null || told === 'trimmed' || told === 'unverified') breaker.succeeded()
        else breaker.failed()
      }
    },
  }
}

interface Judge {
  /** The sentences that may be given out now that this one was written. */
  hear(sentence: string): Iterable<Sentence>
  given(): number
  verdict(): Shortfall | null
}

// Sentences are held back until together they state the answer: what is given out cannot be taken back.
function createJudge(settled: Settled): Judge {
  const sources = settled.citations.map(({ index, quote, article }): Source => {
    const { zone, source } = article
    return { index, quote, names: [zone, source].filter((name) => name !== null) }
  })
  const seen = new Set<string>()
  const kept: Sentence[] = []
  let given = 0
  let dropped = 0
  return {
    hear: function* (sentence) {
      const verdict = verify(sentence, sources, settled.answer)
      if (!verdict.kept) {
        dropped += 1
        return
      }
      const { words, marks } = verdict
      const key = comparable(words)
      if (seen.has(key)) return
      seen.add(key)
      kept.push({ words, marks })
      if (given === 0 && !states(kept, settled)) return
      for (const one of kept.slice(given)) {
        given += 1
        yield one
      }
    },
    given: () => given,
    verdict: () => (given === 0 ? 'unverified' : dropped > 0 ? 'trimmed' : null),
  }
}

/** Whether sentences hold the answer: its figures, most of its words, and every side of a conflict. */
export function states(kept: readonly Sentence[], { outcome, answer, citations }: Settled): boolean {
  if (outcome === 'conflicting') {
    const marks = new Set(kept.flatMap((sentence) => sentence.marks))
    if (!citations.every(({ index }) => marks.has(index))) return false
  }
  if (answer === '是' || answer === '否') return kept.length > 0
  const text = kept.map(({ words }) => words).join('\n')
  const said = new Set(figures(text))
  if (!figures(answer).every((figure) => said.has(figure))) return false
  const terms = searchTerms(answer)
  const held = new Set(searchTerms(text))
  return terms.filter((term) => held.has(term)).length >= MIN_STATED * terms.length
}

function noteOf(shortfall: Shortfall, { question }: Settled, error?: unknown): string {
  return label(`llm_${shortfall}`, languageOf(question), statusOf(error))
}

// The status that the OpenAI client puts on its errors.
function statusOf(error: unknown): number | null {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null
}

// HTTP 429 and 503 as the OpenAI client throws them.
function isBusy(error: unknown): boolean {
  return [429, 503].includes(statusOf(error) ?? 0)
}
