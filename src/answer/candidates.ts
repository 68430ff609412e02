// Candidate answers: what the reader marked in each passage, grown, with the features the decision rests on.
// Pure; it knows passages and readings, not where they came from.
import type { ArticleMeta, StoredPassage } from '../article.ts'
import { quantities, quantitiesIn, type Quantity } from '../quantity.ts'
import type { Question } from '../question.ts'
import type { Reading } from '../reader/reader.ts'
import { coverage, coverageIn, type TermWeights } from '../terms.ts'
import { clauseAround, comparable, searchTerms, sentences, termsHeld, type Interval } from '../text.ts'
import { contextOf, elsewhere, namesakes } from './about.ts'
import { clashes } from './clash.ts'
import { grow, withoutVerb } from './grow.ts'
import { factIn, timesAround, type FactPeriod } from './fact-period.ts'
import { otherPlace, otherYear, periodClash } from './mismatch.ts'
import { ownFigure } from './own-figure.ts'
import { judgePeriod, type Verdict } from './period-rule.ts'

/** A retrieved passage with what the reader made of it. */
export interface ReadPassage {
  passage: StoredPassage
  article: ArticleMeta & { story_id: string }
  /** Fused retrieval score, at least 0. */
  score: number
  reading: Reading
}

export const FEATURES = [
  'margin',
  'behind_best',
  'behind_in_passage',
  'retrieval',
  'retrieval_behind',
  'unit_fit',
  'coverage_sentence',
  'coverage_clause',
  'coverage_passage',
  'missing_name',
  'period_clash',
  'echo',
  'agreement',
  'length',
] as const
export type FeatureName = (typeof FEATURES)[number]
export type Features = Record<FeatureName, number>

export interface Candidate {
  source: ReadPassage
  /** The answer within `passage.text`. */
  span: Interval
  /** The sentence it stands in, within `passage.text`. */
  sentence: Interval
  answer: string
  /** How answers are compared: equal keys are the same answer. */
  key: string
  /** The time it speaks of; null when nothing tells. */
  fact: FactPeriod | null
  /** How that time stands to the time asked for. */
  time: Verdict
  features: Features
}

const MAX_MARGIN = 12

/**
 * All candidates of all passages, with features; `weights` of the question's terms in the index. A passage of another
 * year or another zone than the question names has none, and neither has a target where a result is asked for: such figures
 * answer something else.
 */
export function candidates(question: Question, read: ReadPassage[], weights: TermWeights): Candidate[] {
  const best = Math.max(...read.map((r) => margin(r.reading, 0)))
  const bestScore = Math.max(...read.map((r) => r.score), 1e-9)
  const terms = new Set(question.terms)
  const [isNamesake, isElsewhere] = [namesakes(question, read, weights), elsewhere(question, read)]
  const raw = read.flatMap((source) =>
    isNamesake(source) || isElsewhere(source)
      ? []
      : inPassage(question, source, terms, weights, best, bestScore, latestOf(source, read)),
  )
  for (const candidate of raw) candidate.features.agreement = agreement(candidate, raw)
  return raw
}

function margin(reading: Reading, index: number): number {
  const span = reading.spans[index]
  return span === undefined ? -2 * MAX_MARGIN : span.score - reading.null_score
}

/** The newest day among what was read of the same zone; null when none is known. */
export function latestOf({ article }: ReadPassage, read: ReadPassage[]): string | null {
  const dates = read
    .filter((other) => other.article.zone === article.zone)
    .flatMap((other) => other.article.published_at ?? [])
  return dates.toSorted().at(-1) ?? null
}

function inPassage(
  question: Question,
  source: ReadPassage,
  terms: ReadonlySet<string>,
  weights: TermWeights,
  best: number,
  bestScore: number,
  latest: string | null,
): Candidate[] {
  const { passage, article, reading, score } = source
  const body = passage.text
  const found = quantities(body)
  const cut = sentences(body)
  const times = timesAround(passage, article.published_at)
  const { published_at } = article
  const context = contextOf(source)
  if (otherYear(question, context, published_at, latest) || otherPlace(question, context)) return []
  const contextTerms = termsHeld(context, question.terms)
  const coveragePassage = coverage(weights, contextTerms)
  const name = missingName(question.terms, contextTerms, weights)
  const top = margin(reading, 0)
  const seen = new Set<string>()
  const result: Candidate[] = []
  reading.spans.forEach((span, i) => {
    const marked = grow(body, span, question.type, found)
    const sentence = cut.find((s) => s.start <= marked.start && marked.start < s.end) ?? marked
    const grown = ownFigure(question, body, marked, sentence, weights, found)
    const answer = body.slice(grown.start, grown.end)
    const key = comparable(answer)
    if (!/[\p{L}\p{N}]/u.test(key) || seen.has(key)) return
    seen.add(key)
    const own = margin(reading, i)
    const sentenceText = body.slice(sentence.start, Math.max(sentence.end, grown.end))
    const clause = clauseAround(body, grown)
    const clauseText = body.slice(clause.start, clause.end)
    const inside = quantitiesIn(found, grown)
    const fact = factIn(passage, grown, published_at, times)
    const time = judgePeriod(question, fact, published_at, latest)
    // A figure of another time answers something else; what else is asked may stand beside any time.
    if (question.type === 'number' && time === 'other') return
    const placed = { body, span: grown, clause, sentence, inside, fact, published: published_at }
    if (clashes(question, placed, weights)) return
    // What is compared and weighed stays as it was marked; what is shown need not hold the verb.
    const shown = question.type === 'number' ? withoutVerb(body, grown, found) : grown
    result.push({
      source,
      span: shown,
      sentence: { start: sentence.start, end: Math.max(sentence.end, grown.end) },
      answer: body.slice(shown.start, shown.end),
      key,
      fact,
      time,
      features: {
        margin: Math.max(-2 * MAX_MARGIN, own),
        behind_best: Math.min(MAX_MARGIN, best - own),
        behind_in_passage: Math.min(MAX_MARGIN, top - own),
        retrieval: score,
        retrieval_behind: 1 - score / bestScore,
        unit_fit: unitFit(question, inside),
        coverage_sentence: coverageIn(weights, sentenceText),
        coverage_clause: coverageIn(weights, clauseText),
        coverage_passage: coveragePassage,
        missing_name: name,
        period_clash: periodClash(question, sentenceText, context, published_at, latest) ? 1 : 0,
        echo: echo(answer, terms),
        agreement: 0,
        length: Math.log(1 + answer.length),
      },
    })
  })
  return result
}

// Weight of a name that is missing: two bigrams in a row (“比亚”, “亚迪”), neither of which the passage holds. One bigram
// alone may be missing because it lies across the end of a word.
function missingName(terms: string[], held: ReadonlySet<string>, weights: TermWeights): number {
  let most = 0
  for (let i = 0; i + 1 < terms.length; i += 1) {
    const [a, b] = [terms[i]!, terms[i + 1]!]
    if (a.length !== 2 || b.length !== 2 || a[1] !== b[0] || held.has(a) || held.has(b)) continue
    most = Math.max(most, Math.min(weights.get(a) ?? 0, weights.get(b) ?? 0))
  }
  return most
}

function unitFit(question: Question, inside: Quantity[]): number {
  const { unit } = question
  if (unit === null || inside.length === 0) return 0
  return inside.some((q) => q.unit.includes(unit) || (q.unit !== '' && unit.includes(q.unit))) ? 1 : -1
}

// Share of the answer's terms that the question itself holds: an answer that repeats the question says nothing.
function echo(answer: string, terms: ReadonlySet<string>): number {
  const own = searchTerms(answer)
  return own.length === 0 ? 0 : own.filter((term) => terms.has(term)).length / own.length
}

function agreement(candidate: Candidate, all: Candidate[]): number {
  const elsewhere = new Set<string>()
  for (const other of all) {
    if (other.source === candidate.source || other.features.margin < -4) continue
    if (other.key === candidate.key) elsewhere.add(other.source.article.story_id)
  }
  return Math.log(1 + elsewhere.size)
}
