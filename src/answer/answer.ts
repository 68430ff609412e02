// From read passages to an answer or a refusal, in the words of the sources. Pure.
import type { ArticleMeta } from '../article.ts'
import type { Answer } from '../contract.ts'
import { label } from '../labels.ts'
import { same } from '../period.ts'
import type { Question } from '../question.ts'
import type { TermWeights } from '../terms.ts'
import { clauseAround } from '../text.ts'
import type { Calibration } from './calibration.ts'
import { candidates, type Candidate, type ReadPassage } from './candidates.ts'
import { figuresCited, quoteAll } from './cite.ts'
import { contradictions, newestFirst, restates, withoutCorrected } from './conflict.ts'
import { confidence, rank, type Ranked } from './decide.ts'
import type { Gaps } from './gaps.ts'
import { admissible, gather, itemsOf } from './gather.ts'
import { ageNotes, periodNotes } from './notes.ts'
import { polarity } from './polarity.ts'
import { refuse } from './refuse.ts'

/** What the answer rests on. `same_story` of an article: the other articles of its story. */
export interface Evidence {
  question: Question
  askedAt: string
  read: (ReadPassage & { same_story: ArticleMeta[] })[]
  weights: TermWeights
  /** What the index lacks for it; absent: not looked up. */
  gaps?: Gaps
}

export type Outcome = Pick<
  Answer,
  'outcome' | 'answer' | 'text' | 'confidence' | 'notes' | 'citations' | 'items' | 'alternatives' | 'refusal'
>

const MAX_CITATIONS = 3
/** Least probability of a candidate that restates the best one's figure. */
const RESTATED = 0.2
const MAX_ALTERNATIVES = 2

/** Decide and compose. Deterministic: the same evidence gives the same outcome. */
export function answer(evidence: Evidence, calibration: Calibration): Outcome {
  const { question, read, weights, askedAt } = evidence
  if (read.length === 0) return refuse(evidence, 'no_articles', 0)
  if (question.terms.length === 0) return refuse(evidence, 'question_unclear', 0)
  const byOdds = admissible(question, rank(candidates(question, read, weights), calibration))
  const sure = confidence(byOdds, calibration)
  const ranked = newestFirst(byOdds, weights, isExactTime(question, byOdds[0]))
  const list = gather(evidence, byOdds, sure, calibration)
  if (lacksName(evidence) || (list === null && (ranked[0] === undefined || sure < calibration.threshold))) {
    return refuse(evidence, 'not_found', sure)
  }
  const { first, ...composed } =
    list !== null
      ? { outcome: 'answered' as const, ...list, alternatives: [], first: null }
      : fromRanked(evidence, ranked, sure)
  if (!figuresCited(composed.answer ?? '', composed.citations)) {
    return refuse(evidence, 'not_found', sure)
  }
  return {
    ...composed,
    notes: [
      ...composed.notes,
      ...ageNotes(question, composed.citations, askedAt),
      ...(first === null ? [] : periodNotes(question, first)),
    ],
    refusal: null,
  }
}

// Whether it asks about a zone that no article names: whatever was found is of another.
function lacksName({ gaps }: Evidence): boolean {
  return gaps?.unknown.some(({ decisive }) => decisive) ?? false
}

/** `first`: the candidate whose time the notes speak of; null for a list. */
type Composed = Omit<Outcome, 'refusal'> & { first: Candidate | null }

function fromRanked(evidence: Evidence, ranked: Ranked[], sure: number): Composed {
  const { question, weights } = evidence
  const rivals = question.type === 'number' ? contradictions(ranked, weights) : []
  const { sides, corrected } = withoutCorrected([...ranked.slice(0, 1), ...rivals])
  const composed =
    sides.length > 1
      ? conflicting(evidence, sides, sure)
      : answered(evidence, leading(sides[0]!, ranked), sure)
  if (corrected) composed.notes.push(label('corrected', question.language))
  return composed
}

// Whether the best is of just the time asked for, so that no newer one is meant.
function isExactTime({ periods }: Question, best: Ranked | undefined): boolean {
  const said = best?.candidate.fact?.period
  return said !== undefined && periods.some((period) => same(period, said))
}

function leading(first: Ranked, ranked: Ranked[]): Ranked[] {
  return [first, ...ranked.filter((other) => other !== first)]
}

function answered(evidence: Evidence, ranked: Ranked[], sure: number): Composed {
  const { question } = evidence
  const [best] = ranked as [Ranked]
  const yesno = question.type === 'yesno'
  const support = [best, ...(yesno ? [] : agreeing(evidence, best, ranked))]
  const { text, citations } = quote(evidence, support, sure, !yesno)
  const body = best.candidate.source.passage.text
  const { start, end } = clauseAround(body, best.candidate.span)
  return {
    outcome: 'answered',
    answer: yesno ? polarity(question.plain, body.slice(start, end)) : best.candidate.answer,
    text,
    confidence: sure,
    notes: [],
    citations,
    items: question.type === 'list' ? itemsOf(question, best.candidate, citations) : [],
    alternatives: yesno ? [] : alternatives(evidence, ranked, best),
    first: best.candidate,
  }
}

// `sorted`: the sides, the newest first.
function conflicting(evidence: Evidence, sorted: Ranked[], sure: number): Composed {
  const { text, citations } = quote(evidence, sorted, sure, true)
  return {
    outcome: 'conflicting',
    answer: sorted.map(({ candidate }) => candidate.answer).join('；'),
    text,
    confidence: sure,
    notes: [label('differ', evidence.question.language)],
    citations,
    items: [],
    alternatives: sorted.map((side) => ({
      answer: side.candidate.answer,
      confidence: side.probability,
      citations: quote(evidence, [side], side.probability, true).citations,
    })),
    first: sorted[0]!.candidate,
  }
}

// The same answer from other stories, so that a reader sees who else says so.
function agreeing({ weights }: Evidence, best: Ranked, ranked: Ranked[]): Ranked[] {
  const stories = new Set([best.candidate.source.article.story_id])
  const found: Ranked[] = []
  for (const other of ranked.slice(1)) {
    const story = other.candidate.source.article.story_id
    if (found.length + 1 >= MAX_CITATIONS || stories.has(story)) continue
    if (supports(best, other, weights)) {
      stories.add(story)
      found.push(other)
    }
  }
  return found
}

// In the same words it must be about as probable; said of the same thing in the same time, it needs to be less so.
function supports(best: Ranked, other: Ranked, weights: TermWeights): boolean {
  if (other.candidate.key === best.candidate.key && other.probability >= best.probability / 2) return true
  return other.probability >= RESTATED && restates(best.candidate, other.candidate, weights)
}

function alternatives(evidence: Evidence, ranked: Ranked[], best: Ranked): Composed['alternatives'] {
  const seen = [best.candidate.key]
  const found: Composed['alternatives'] = []
  for (const other of ranked.slice(1)) {
    const { key, answer: text } = other.candidate
    if (found.length >= MAX_ALTERNATIVES || other.probability < 0.1) break
    if (seen.some((known) => known.includes(key) || key.includes(known))) continue
    seen.push(key)
    const { citations } = quote(evidence, [other], other.probability, true)
    found.push({ answer: text, confidence: other.probability, citations })
  }
  return found
}

function quote(
  { read }: Evidence,
  sides: Ranked[],
  sure: number,
  withAnswer: boolean,
): ReturnType<typeof quoteAll> {
  const storyOf = (candidate: Candidate): ArticleMeta[] =>
    read.find((entry) => entry.passage.id === candidate.source.passage.id)?.same_story ?? []
  return quoteAll(
    sides.map(({ candidate, probability }, i) => ({
      candidate,
      score: i === 0 ? sure : probability,
      sameStory: storyOf(candidate),
    })),
    withAnswer,
  )
}
