// From a question to the passages that may answer it: text search and vector search, fused; hits raised by how
// much of the question their passage and their article hold; re-posts of one story folded into one hit.
import { introduction, type ArticleMeta, type Filters, type StoredPassage } from '../article.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { Question } from '../question.ts'
import type { ArticleStore } from '../store/article-store.ts'
import { coverage, termWeights, type TermCounts, type TermWeights } from '../terms.ts'
import { searchTerms, termsHeld } from '../text.ts'
import type { VectorSearch } from '../vectors/vector-index.ts'
import { fuse, type FusedHit, type Trace } from './fuse.ts'

const DEPTH = 200
/** Hits looked at closely: their passages are fetched and their coverage taken. */
const CLOSE = 100
const PASSAGE_COVERAGE = 0.6
const ARTICLE_COVERAGE = 1
/** Two passages of one story with this share of terms in common (Jaccard) say the same. */
const SAME_PASSAGE = 0.9

export interface Hit {
  passage: StoredPassage
  article: ArticleMeta & { story_id: string }
  /** The other articles of the story, earliest first. */
  same_story: ArticleMeta[]
  score: number
  trace: Trace & { coverage: number }
}

export interface Retrieval {
  /** Best first, each story's passage once. */
  hits: Hit[]
  weights: TermWeights
  /** Terms of the question that occur in no passage at all. */
  unknown: string[]
  timings_ms: { embed: number; search: number }
}

export interface Retriever {
  /** The best `limit` passages (1–50) of articles that meet the filters; empty when none do. */
  retrieve(question: Question, filters: Filters, limit: number): Promise<Retrieval>
}

interface Deps {
  store: ArticleStore
  vectors: Pick<VectorSearch, 'query'>
  embedder: Embedder
  language: TermCounts
  now?: () => number
  /** Lets other requests run between the steps, which take the thread for some milliseconds each. */
  pause?: () => Promise<void>
  /**
   * Hits of the text search that are looked at while the question is embedded, since most will be among the best of both;
   * default none. It pays where the store takes the thread and the model does not.
   */
  foreseen?: number
}

/** Build the retriever; it never writes. */
export function createRetriever({
  store,
  vectors,
  embedder,
  language,
  now = () => performance.now(),
  pause = async () => undefined,
  foreseen = 0,
}: Deps): Retriever {
  const allowed = async (filters: Filters): Promise<ReadonlySet<number> | undefined> =>
    Object.keys(filters).length === 0 ? undefined : new Set(await store.passageIds(filters))

  return {
    retrieve: async (question, filters, limit) => {
      const began = now()
      // Embedding runs on the model thread while this one searches the text.
      let embedded = began
      const vectorOf = embedder.embedQueries([question.plain]).then(([vector]) => {
        embedded = now()
        return vector!
      })
      // It is waited for further down; what fails before must not leave its failure to nobody.
      vectorOf.catch(() => undefined)
      await pause()
      const [text, counts, stats, allow] = await Promise.all([
        store.searchText(question.terms, filters, DEPTH),
        store.termCounts(question.terms),
        store.stats(),
        allowed(filters),
      ])
      const weights = termWeights(question.terms, counts, stats.passages, language)
      const unknown = question.terms.filter((term) => (counts.get(term) ?? 0) === 0)
      const known = question.terms.length === 0 ? 0 : 1 - unknown.length / question.terms.length
      const look = looking(store, weights)
      await pause()
      await look(text.slice(0, foreseen).map((hit) => hit.passage_id))
      const near = await vectors.query(await vectorOf, DEPTH, allow)
      const fused = fuse(text, near, question.chinese ? 1 : Math.min(1, 2 * known))
      await pause()
      const close = await hydrate(look, fused.slice(0, Math.max(CLOSE, limit)), weights)
      const folded = await fold(store, close, limit)
      const embed = embedded - began
      return { hits: folded, weights, unknown, timings_ms: { embed, search: now() - began - embed } }
    },
  }
}

type CloseHit = Omit<Hit, 'same_story'>

interface Looked {
  entry: Pick<Hit, 'passage' | 'article'>
  /** Terms of the question that it holds. */
  held: ReadonlySet<string>
}

// Passages with what they hold of the question; those that were looked at before are not fetched again.
function looking(
  store: ArticleStore,
  weights: TermWeights,
): (ids: number[]) => Promise<ReadonlyMap<number, Looked>> {
  const looked = new Map<number, Looked>()
  return async (ids) => {
    const fresh = ids.filter((id) => !looked.has(id))
    for (const entry of fresh.length === 0 ? [] : await store.passages(fresh)) {
      looked.set(entry.passage.id, { entry, held: termsHeld(wordsOf(entry), weights.keys()) })
    }
    return looked
  }
}

async function hydrate(
  look: ReturnType<typeof looking>,
  fused: FusedHit[],
  weights: TermWeights,
): Promise<CloseHit[]> {
  const looked = await look(fused.map((hit) => hit.passage_id))
  // What is missing has gone since the search began: an update replaced it.
  const found = fused.flatMap((hit) => {
    const one = looked.get(hit.passage_id)
    return one === undefined ? [] : [{ hit, ...one }]
  })
  const ofArticle = new Map<string, Set<string>>()
  for (const { entry, held } of found) {
    const all = ofArticle.get(entry.article.id) ?? new Set()
    for (const term of held) all.add(term)
    ofArticle.set(entry.article.id, all)
  }
  const close = found.map(({ hit, entry, held }): CloseHit => {
    const part =
      PASSAGE_COVERAGE * coverage(weights, held) +
      ARTICLE_COVERAGE * coverage(weights, ofArticle.get(entry.article.id)!)
    return { ...entry, score: hit.score + part, trace: { ...hit.trace, coverage: part } }
  })
  return close.sort((a, b) => b.score - a.score || a.passage.id - b.passage.id)
}

// One hit for what several articles of a story say alike: it names the earliest, at the best rank of them all.
async function fold(store: ArticleStore, hits: CloseHit[], limit: number): Promise<Hit[]> {
  const kept: CloseHit[] = []
  const cut = new Map<CloseHit, ReadonlySet<string>>()
  const termsOf = (hit: CloseHit): ReadonlySet<string> => {
    const terms = cut.get(hit) ?? new Set(searchTerms(wordsOf(hit)))
    cut.set(hit, terms)
    return terms
  }
  for (const hit of hits) {
    const twin = kept.findIndex(
      (other) =>
        other.article.story_id === hit.article.story_id &&
        other.article.id !== hit.article.id &&
        jaccard(termsOf(other), termsOf(hit)) >= SAME_PASSAGE,
    )
    if (twin === -1) kept.push(hit)
    else if (hit.article.id === hit.article.story_id) {
      kept[twin] = { ...hit, score: kept[twin]!.score, trace: kept[twin]!.trace }
    }
  }
  const chosen = kept.slice(0, limit)
  const stories = await store.stories([...new Set(chosen.map((hit) => hit.article.story_id))])
  return chosen.map(({ passage, article, score, trace }) => ({
    passage,
    article,
    same_story: (stories.get(article.story_id) ?? []).filter((other) => other.id !== article.id),
    score,
    trace,
  }))
}

// What a passage is found by.
function wordsOf({ article, passage }: Pick<Hit, 'article' | 'passage'>): string {
  return `${introduction(article)}\n${passage.heading ?? ''}\n${passage.text}`
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const term of a) if (b.has(term)) shared += 1
  return shared / (a.size + b.size - shared || 1)
}
