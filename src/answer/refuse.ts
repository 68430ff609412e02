// Refusals that help: what is missing, said exactly, and the articles nearest to the question. Pure.
import type { Filters } from '../article.ts'
import type { Nearest, Refusal } from '../contract.ts'
import { MOST_COUNTED, type FilterName } from '../holdings.ts'
import { label } from '../labels.ts'
import type { Language } from '../language.ts'
import { coverageIn } from '../terms.ts'
import { sentences } from '../text.ts'
import type { Evidence, Outcome } from './answer.ts'
import { cited } from './cite.ts'
import type { Gaps } from './gaps.ts'

const MAX_NEAREST = 3

/** A refusal. What `evidence.gaps` knows to be missing is told instead of a plain “not found”. */
export function refuse(evidence: Evidence, reason: Refusal['reason'], sure: number): Outcome {
  const message = messageOf(reason, evidence.gaps, evidence.question.language)
  // Some refusals say something of the question, not of the index.
  const ofIndex = reason === 'not_found' || reason === 'no_articles'
  const unknown = ofIndex ? (evidence.gaps?.unknown ?? []).map(({ kind, name }) => ({ kind, name })) : []
  return {
    outcome: 'refused',
    answer: null,
    text: message,
    confidence: sure,
    notes: [],
    citations: [],
    items: [],
    alternatives: [],
    refusal: { reason, message, nearest: nearest(evidence), unknown },
  }
}

function messageOf(reason: Refusal['reason'], gaps: Gaps | undefined, language: Language): string {
  if (gaps === undefined) return label(reason, language)
  if (reason === 'not_found' && gaps.unknown.length > 0) return notMentioned(gaps, language)
  if (reason === 'no_articles' && gaps.without.length > 0) return withoutArticles(gaps, language)
  return label(reason, language)
}

function notMentioned(gaps: Gaps, language: Language): string {
  const names = gaps.unknown.map(({ name }) => label('quoted', language, name))
  return joined(language, label('not_mentioned', language, names), zonesHeld(gaps, language))
}

// For whoever asked for a zone that is not there: those that are.
function zonesHeld({ unknown, zones }: Gaps, language: Language): string {
  if (zones.length === 0 || !unknown.some(({ kind }) => kind === 'zone')) return ''
  return label('zones_held', language, zones)
}

// Which conditions leave nothing, and what there is without each of them.
function withoutArticles(gaps: Gaps, language: Language): string {
  const { filters, without } = gaps
  const asked = without.map(({ filter }) => conditionOf(filter, filters, language))
  const counts = without.flatMap(({ filter, articles }) =>
    articles === 0 ? [] : [label('without', language, label(filter, language), articles, MOST_COUNTED)],
  )
  const instead =
    counts.length > 0
      ? label('instead', language, counts)
      : label(without.length === 1 ? 'no_articles' : 'none_without', language)
  return joined(language, label('no_such', language, asked), instead, zonesHeld(gaps, language))
}

function conditionOf(filter: FilterName, filters: Filters, language: Language): string {
  if (filter === 'published') {
    const { published_from: from = null, published_to: to = null } = filters
    return label('dated', language, from, to)
  }
  const value = filters[filter] ?? ''
  if (typeof value !== 'string') return label('among', language, value.length)
  return label('is', language, label(filter, language), value)
}

function joined(language: Language, ...sentences: string[]): string {
  return sentences.filter((one) => one !== '').join(language === 'en' ? ' ' : '')
}

// The articles nearest to the question, each with the sentence that holds most of it.
function nearest({ read, weights }: Evidence): Nearest[] {
  const stories = new Set<string>()
  const found: Nearest[] = []
  for (const { passage, article, same_story } of read) {
    if (found.length >= MAX_NEAREST || stories.has(article.story_id)) continue
    stories.add(article.story_id)
    const scored = sentences(passage.text).map((sentence) => {
      const text = passage.text.slice(sentence.start, sentence.end)
      return { sentence, share: coverageIn(weights, text) }
    })
    const best = scored.reduce((a, b) => (b.share > a.share ? b : a))
    found.push({
      article: cited(article, same_story),
      start: passage.start + best.sentence.start,
      end: passage.start + best.sentence.end,
      quote: passage.text.slice(best.sentence.start, best.sentence.end),
    })
  }
  return found
}
