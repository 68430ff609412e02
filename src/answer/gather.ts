// Lists whose items stand in several passages: gather, check, merge, order. Pure; every item is cited from its own place.
import type { ArticleMeta } from '../article.ts'
import type { Answer, Citation } from '../contract.ts'
import { quantities } from '../quantity.ts'
import type { Question } from '../question.ts'
import type { TermWeights } from '../terms.ts'
import { comparable, sentences, type Interval } from '../text.ts'
import { contextOf } from './about.ts'
import { latestOf, type Candidate, type ReadPassage } from './candidates.ts'
import type { Ranked } from './decide.ts'
import { isProperName, namedAmounts } from './gather-amount.ts'
import { compose, merge, ordered, type Found } from './gather-merge.ts'
import { listRequest, meets, onTopic, type ItemKind, type ListRequest } from './gather-request.ts'
import { splitItems } from './gather-split.ts'
import { sigmoid } from './logistic.ts'
import { otherPlace, otherYear, periodClash } from './mismatch.ts'

type Source = ReadPassage & { same_story: ArticleMeta[] }

export interface ListEvidence {
  question: Question
  read: Source[]
  weights: TermWeights
}

/** What a list takes of the coefficients: how being behind the best counts, which no item of a list is held to. */
export interface ListCalibration {
  ranker: { weights: Record<string, number> }
  threshold: number
}

export type Listed = Pick<Answer, 'answer' | 'text' | 'confidence' | 'notes' | 'citations' | 'items'>

/** From this probability on, not counting how far it is behind the best, a marked place is an item too. */
const ITEM = 0.5
/** Share of the topic's weight that a passage with its title must hold, or else nearly all of it the article. */
const TOPIC = 0.5

/** How many passages to fetch and to read for a question, at least `topK`: more for a list that may be spread out. */
export function readingPlan(question: Question, topK: number): { fetch: number; read: number } {
  if (question.type !== 'list') return { fetch: topK, read: topK }
  const { across, range } = listRequest(question)
  if (!across) return { fetch: topK, read: topK }
  // Amounts are found by rule in all that is fetched, so that reading more would only take time.
  return { fetch: 50, read: Math.max(topK, range === null ? 14 : 8) }
}

/** Of a list with an asked amount only the candidates whose sentence states such an amount; else all. */
export function admissible(question: Question, ranked: Ranked[]): Ranked[] {
  const { range } = question.type === 'list' ? listRequest(question) : { range: null }
  if (range === null) return ranked
  return ranked.filter(({ candidate }) => {
    const { start, end } = candidate.sentence
    return quantities(candidate.source.passage.text.slice(start, end)).some(
      (q) => q.kind === 'money' && q.value !== null && q.value >= range.min && q.value <= range.max,
    )
  })
}

/**
 * The list that several places make up, or null when it is no more than the one enumeration that `ranked` begins with.
 * `sure`: probability that the best candidate is right.
 */
export function gather(
  evidence: ListEvidence,
  ranked: Ranked[],
  sure: number,
  calibration: ListCalibration,
): Listed | null {
  const { question } = evidence
  if (question.type !== 'list') return null
  const request = listRequest(question)
  if (!request.across) return null
  const anchored = ranked[0] !== undefined && sure >= calibration.threshold
  const named = namedItems(evidence, request)
  const marked = anchored ? markedItems(evidence, request, ranked, sure, calibration) : []
  const groups = ordered(merge([...named, ...marked]), request)
  if (groups.length < 2 && named.length === 0) return null
  if (new Set(groups.flatMap(({ found }) => found.map(placeOf))).size < 2 && named.length === 0) return null
  const confidence = groups.reduce((sum, group) => sum + group.probability, 0) / (groups.length || 1)
  return groups.length === 0 || confidence < calibration.threshold
    ? null
    : compose(groups, request, confidence, question.language)
}

/** The items of one enumeration, each as it stands in the source and with the citations whose quote holds it. */
export function itemsOf(
  question: Question,
  { source, span }: Candidate,
  citations: Citation[],
): Answer['items'] {
  const body = source.passage.text
  return splitItems(body, span, listRequest(question).count).map(({ start, end }) => {
    const answer = body.slice(start, end)
    const holding = citations.filter((citation) => comparable(citation.quote).includes(comparable(answer)))
    return { answer, citations: holding.map(({ index }) => index) }
  })
}

function placeOf({ source, quote }: Found): string {
  return `${source.passage.id}:${quote.start}`
}

// The best candidate's items, and those of other places that would do by themselves.
function markedItems(
  evidence: ListEvidence,
  request: ListRequest,
  ranked: Ranked[],
  sure: number,
  { ranker }: ListCalibration,
): Found[] {
  return ranked.flatMap((one, i) => {
    const { candidate, log_odds } = one
    const { source, span, sentence, features } = candidate
    const body = source.passage.text
    const behind =
      features.behind_best * ranker.weights['behind_best']! +
      features.retrieval_behind * ranker.weights['retrieval_behind']!
    const probability = i === 0 ? sure : sigmoid(log_odds - behind)
    if (i > 0 && (probability < ITEM || !told(evidence, request, source, sentence))) return []
    return splitItems(body, span, null)
      .filter(
        (item) => (i === 0 && request.range === null) || fits(body.slice(item.start, item.end), request.kind),
      )
      .map((item) => ({
        source: sourceOf(evidence, source),
        span: item,
        quote: sentence,
        amount: null,
        probability,
        unit: span,
      }))
  })
}

// Things whose amount the text gives: all that meet an asked amount, else those with the asked deed in their sentence.
function namedItems(evidence: ListEvidence, request: ListRequest): Found[] {
  const { range, deeds } = request
  if (range === null && (request.kind !== 'project' || deeds.length === 0)) return []
  const kind = request.kind === 'company' ? 'company' : 'project'
  return evidence.read.flatMap((source) => {
    const text = source.passage.text
    return namedAmounts(text, kind).flatMap((one): Found[] => {
      if (range !== null && !meets(range, one)) return []
      if (!told(evidence, request, source, one.quote)) return []
      const share = topicShare(evidence, request, source)
      return [
        {
          source,
          span: one.name,
          quote: one.quote,
          amount: { ...one.amount, value: one.value, unit: one.unit },
          probability: 0.6 + 0.25 * share,
          unit: one.name,
        },
      ]
    })
  })
}

function sourceOf({ read }: ListEvidence, source: ReadPassage): Source {
  return read.find((entry) => entry.passage.id === source.passage.id)!
}

// Whether a place is of the asked time, zone, topic and deed.
function told(evidence: ListEvidence, request: ListRequest, source: ReadPassage, quote: Interval): boolean {
  const { question } = evidence
  const { passage, article } = source
  const context = contextOf(source)
  const sentence = passage.text.slice(quote.start, quote.end)
  const latest = latestOf(source, evidence.read)
  if (otherYear(question, context, article.published_at, latest) || otherPlace(question, context))
    return false
  if (periodClash(question, sentence, context, article.published_at, latest)) return false
  // “签约仪式上，…” may stand a sentence before.
  const previous = sentences(passage.text).findLast(({ start }) => start < quote.start)
  const before = previous === undefined ? '' : passage.text.slice(previous.start, quote.start)
  if (request.deeds.length > 0 && !request.deeds.some((deed) => deed.test(before + sentence + article.title)))
    return false
  return topicShare(evidence, request, source) >= TOPIC
}

function topicShare({ read, weights }: ListEvidence, { topic }: ListRequest, source: ReadPassage): number {
  const own = onTopic(topic, weights, contextOf(source))
  if (own >= TOPIC) return own
  const all = read.filter((entry) => entry.article.id === source.article.id).map(contextOf)
  const whole = onTopic(topic, weights, all.join('\n'))
  return whole >= 0.9 ? 0.9 * whole : own
}

// Whether a marked place reads as a thing of the asked kind: no figure, no half sentence, nothing vague.
function fits(text: string, kind: ItemKind): boolean {
  const name = comparable(text)
  if (name.length < 2 || name.length > 40 || /[，。；：！？,;!?]/u.test(text)) return false
  if (quantities(text).some((q) => q.kind === 'money' || q.kind === 'percent' || q.kind === 'count'))
    return false
  if (kind === 'company' && /(?:项目|工程|产业|领域|行业|企业)$/u.test(text)) return false
  if (kind === 'project' && /(?:公司|集团|产业|领域|行业|企业)$/u.test(text)) return false
  return isProperName(text)
}
