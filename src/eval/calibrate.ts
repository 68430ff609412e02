// Fits the decision to question sets: a ranker over candidates, a decider over the best one, and a threshold.
// Reports the same by 5-fold cross-validation, which is what unseen questions may expect.
import { confidence, rank, signals, SIGNALS, type Ranked } from '../answer/decide.ts'
import type { Calibration } from '../answer/calibration.ts'
import { candidates, FEATURES, type Candidate } from '../answer/candidates.ts'
import { fitLogistic, type LogisticModel } from '../answer/logistic.ts'
import { understand } from '../question.ts'
import { createEvidence } from '../evidence.ts'
import type { Evidence } from '../evidence-contract.ts'
import type { Reader } from '../reader/reader.ts'
import type { Retriever } from '../retrieve/retriever.ts'
import type { Translator } from '../translate/translator.ts'
import { isAnswerable, type GoldQuestion } from './dataset.ts'
import { answerRight, citationRight } from './metrics.ts'

/** A question with its candidates, each with whether it is right. */
export interface Example {
  gold: GoldQuestion
  candidates: (Candidate & { right: boolean })[]
}

const FOLDS = 5
const PENALTY = 3
/**
 * The largest share of unanswerable questions that may be answered, where nothing else is asked for. On the development sets one
 * in ten answers no more questions rightly, and less than this far fewer.
 */
export const MAX_FALSE_ANSWERS = 0.09

/** Retrieve one question as `ask` would, read all that was found, and judge every candidate. */
export async function example(
  gold: GoldQuestion,
  { retriever, reader, translator }: { retriever: Retriever; reader: Reader; translator?: Translator },
  askedAt: string,
): Promise<Example> {
  const evidence = createEvidence({ retriever, reader, translator })
  return judged(gold, await evidence({ question: gold.question, asked_at: askedAt }))
}

/** Judge every candidate that the evidence for a question gives. */
export function judged(gold: GoldQuestion, evidence: Evidence): Example {
  const { question, asked_at, translation, weights, passages } = evidence
  const terms = new Map(weights.map(({ term, weight }) => [term, weight]))
  const found = candidates(understand(question, asked_at, translation), passages, terms)
  return { gold, candidates: found.map((candidate) => ({ ...candidate, right: isRight(gold, candidate) })) }
}

// For yes/no the candidate is right when it stands in the evidence: 是 or 否 is read off the sentence later.
function isRight(gold: GoldQuestion, { source, sentence, answer }: Candidate): boolean {
  if (!isAnswerable(gold)) return false
  const { passage } = source
  const place = {
    doc: passage.article_id,
    start: passage.start + sentence.start,
    end: passage.start + sentence.end,
  }
  if (gold.type === 'yesno') return citationRight(gold, place)
  return answerRight(gold, answer, passage.text.slice(sentence.start, sentence.end))
}

export interface FitOptions {
  reader: string
  fittedOn: Calibration['fitted_on']
  fittedAt: string
  /** The largest share of unanswerable questions that may be answered, in cross-validation. */
  maxFalseAnswers: number
}

/** Fit all coefficients on all examples; the threshold and the figures come from cross-validation. */
export function fit(examples: Example[], options: FitOptions): Calibration {
  const judged = crossValidate(examples)
  const threshold = chooseThreshold(judged, options.maxFalseAnswers)
  return {
    version: 1,
    reader: options.reader,
    fitted_on: options.fittedOn,
    fitted_at: options.fittedAt,
    ...coefficients(examples),
    threshold: rounded(threshold),
    cross_validated: measured(judged, threshold),
  }
}

type Coefficients = Pick<Calibration, 'ranker' | 'decider'>

function coefficients(examples: Example[]): Coefficients {
  const all = examples.flatMap(({ candidates: some }) =>
    some.map((c) => ({ c, weight: 1 / Math.sqrt(some.length) })),
  )
  const model = fitLogistic(
    all.map(({ c }) => FEATURES.map((name) => c.features[name])),
    all.map(({ c }) => (c.right ? 1 : 0)),
    PENALTY,
    all.map(({ weight }) => weight),
  )
  const ranker = named(FEATURES, model)
  const tops = examples
    .map(({ candidates: some }) => rank(some, { ranker }))
    .filter((ranked) => ranked.length > 0)
  const second = fitLogistic(
    tops.map((ranked) => signals(ranked)!),
    tops.map((ranked) => (isRightCandidate(ranked[0]!) ? 1 : 0)),
    1,
  )
  return { ranker, decider: named(SIGNALS, second) }
}

function named(names: readonly string[], { intercept, weights }: LogisticModel): Coefficients['ranker'] {
  return {
    intercept: rounded(intercept),
    weights: Object.fromEntries(names.map((name, i) => [name, rounded(weights[i]!)])),
  }
}

function isRightCandidate({ candidate }: Ranked): boolean {
  return (candidate as Example['candidates'][number]).right
}

interface Judged {
  answerable: boolean
  confidence: number
  right: boolean
}

// Folds by position modulo 5, so that they are the same on every run.
function crossValidate(examples: Example[]): Judged[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const trained = coefficients(examples.filter((_, i) => i % FOLDS !== fold))
    return examples
      .filter((_, i) => i % FOLDS === fold)
      .map(({ gold, candidates: some }) => {
        const ranked = rank(some, trained)
        return {
          answerable: isAnswerable(gold),
          confidence: confidence(ranked, trained),
          right: ranked[0] !== undefined && isRightCandidate(ranked[0]),
        }
      })
  })
}

function chooseThreshold(judged: Judged[], maxFalseAnswers: number): number {
  const unanswerable = judged.filter((row) => !row.answerable).map((row) => row.confidence)
  if (unanswerable.length === 0) return 0.5
  const falling = unanswerable.toSorted((a, b) => b - a)
  const allowed = Math.floor(maxFalseAnswers * falling.length)
  const at = falling[allowed]
  return at === undefined ? 0 : Math.min(1, at + 1e-6)
}

function measured(judged: Judged[], threshold: number): Record<string, number> {
  const answerable = judged.filter((row) => row.answerable)
  const unanswerable = judged.filter((row) => !row.answerable)
  const share = (rows: Judged[], of: (row: Judged) => boolean): number =>
    rows.length === 0 ? 0 : rounded(rows.filter(of).length / rows.length)
  return {
    questions: judged.length,
    always_right: share(answerable, (row) => row.right),
    answer_right: share(answerable, (row) => row.confidence >= threshold && row.right),
    false_answers: share(unanswerable, (row) => row.confidence >= threshold),
    false_refusals: share(answerable, (row) => row.confidence < threshold),
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
