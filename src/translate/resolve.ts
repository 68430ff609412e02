// Chooses among what a word may be called, and finds the names that pinyin stands for: those are taken that stand
// together in a passage of the index. It asks the store for counts and passages and never writes.
import { introduction } from '../article.ts'
import type { ArticleStore } from '../store/article-store.ts'
import { isRegion } from '../regions.ts'
import { termWeights, type TermCounts } from '../terms.ts'
import { nfkc, searchTerms, simplified } from '../text.ts'
import type { Chosen } from './compose.ts'
import type { Item } from './gloss.ts'
import type { Syllabary } from './syllables.ts'

interface Deps {
  store: Pick<ArticleStore, 'termCounts' | 'searchText' | 'passages'>
  language: TermCounts
  syllabary: Syllabary
}

/** Terms of one search: a large index keeps no more of a query. */
const TERMS = 16
/** Searches for one name; the bigrams of a name are seldom more than 30. */
const SEARCHES = 6
const DEPTH = 60
/** Names looked up for one question. */
const NAMES = 6
/** Passages looked at for all names together. */
const CLOSE = 400
/** Characters that join or point: a match across them is more often no name. */
const FUNCTION =
  /[一不也亦为之了于仅从他以们但你其再则却又及可各向和因在对已应很得我所把时是更最有来此每没的着被让该这那都里还等]/u

/** Of a province or prefecture: above what any term weighs by its rarity, as a reading as a common word is an accident. */
const REGION_WEIGHT = 12
/** What stands behind the name of a smaller place. */
const PLACE_MARK = /^(?:[市县区镇乡省州]|新区|高新|经济|开发|经开)/u

/** How a name may be read: patterns over text, the whole run first, then its words. */
interface Readings {
  whole: RegExp[]
  words: { latin: string; patterns: RegExp[] }[]
}

/** Give every item its one Chinese text. A name that no passage holds stays as it was written. */
export async function resolve(all: Item[], deps: Deps): Promise<Chosen[]> {
  const items = withFewNames(all)
  const { store, language, syllabary } = deps
  const names = items.map(({ name }) => (name.length === 0 ? null : readingsOf(name, syllabary)))
  const bigrams = items.map(({ name }) => bigramsOf(name, syllabary))
  const context = [
    ...new Set(items.flatMap(({ chinese, name }) => (name.length > 0 ? [] : chinese.flatMap(searchTerms)))),
  ]
  const latin = items.flatMap(({ name }) => name)
  const counts = await store.termCounts([...new Set([...context, ...latin, ...bigrams.flat()])])
  const held = (terms: string[]): string[] => terms.filter((term) => (counts.get(term) ?? 0) > 0)
  const searches = [held(context), ...[...bigrams.map(held), held(latin)].flatMap((terms) => groups(terms))]
  const hits = await Promise.all(
    searches.filter((terms) => terms.length > 0).map((terms) => store.searchText(terms, {}, DEPTH)),
  )
  const ids = [...new Set(hits.flatMap((found) => found.map(({ passage_id }) => passage_id)))].slice(0, CLOSE)
  const weights = termWeights([...context, ...latin, ...bigrams.flat()], counts, 0, language)
  const weigh = (term: string): number => weights.get(term) ?? 0
  const spelled = new Set(latin.map((word) => word.replaceAll("'", '')))
  const likeliness: Likeliness = (found, behind) => {
    // “…市” and the like are marks that any text may hold; provinces and prefectures are known by their short names.
    const region = isRegion(found) && !/[市县区旗]$/u.test(found)
    if (region && spelled.has(syllabary.spell(found))) return REGION_WEIGHT
    const weight = searchTerms(found).reduce((sum, term) => sum + weigh(term), 0)
    if (PLACE_MARK.test(behind)) return 1.5 * weight
    return FUNCTION.test(found) ? 0.5 * weight : weight
  }
  const scored = (await store.passages(ids)).map(({ article, passage }) => {
    const text = simplified(nfkc(`${introduction(article)}\n${passage.text}`))
    const lower = text.toLowerCase()
    const found = names.map((readings) =>
      readings === null ? null : matchIn(text, lower, readings, likeliness, weigh),
    )
    const around = context.reduce((sum, term) => sum + (lower.includes(term) ? weigh(term) : 0), 0)
    const score = found.reduce((sum, match) => sum + (match?.weight ?? 0), around)
    return { lower, found, score, id: passage.id }
  })
  scored.sort((a, b) => b.score - a.score || a.id - b.id)
  return items.map(({ chinese, name, ...item }, i) => {
    if (name.length > 0) {
      const matches = scored.map(({ found }) => found[i]).filter((one) => one !== null && one !== undefined)
      // A province or prefecture of this spelling is meant, whatever a nearer passage happens to spell so.
      const match = matches.find(({ weight }) => name.length === 1 && weight === REGION_WEIGHT) ?? matches[0]
      return { ...item, text: match?.text ?? chinese[0]! }
    }
    const said = chinese.find((text) => text !== '' && scored[0]?.lower.includes(text.toLowerCase()))
    return { ...item, text: said ?? chinese[0] ?? '' }
  })
}

// A question has a few names; further ones stay as they are written. To say one again adds nothing.
function withFewNames(items: Item[]): Item[] {
  const seen = new Set<string>()
  return items.map((item) => {
    if (item.name.length === 0) return item
    if (seen.has(item.word)) return { ...item, name: [], chinese: [''] }
    if (seen.size >= NAMES) return { ...item, name: [] }
    seen.add(item.word)
    return item
  })
}

function groups(terms: string[]): string[][] {
  return Array.from({ length: Math.min(SEARCHES, Math.ceil(terms.length / TERMS)) }, (_, i) =>
    terms.slice(i * TERMS, (i + 1) * TERMS),
  )
}

// “Li Zhanghu” and “Zhanghu Li” are the same person.
function orders(name: string[]): string[][] {
  return name.length === 2 ? [name, name.toReversed()] : [name]
}

function cutsOf(words: string[], syllabary: Syllabary): string[][] {
  return words.reduce<string[][]>(
    (sofar, word) =>
      sofar.flatMap((cut) => syllabary.cuts(word).map((more) => [...cut, ...more])).slice(0, 12),
    [[]],
  )
}

function bigramsOf(name: string[], syllabary: Syllabary): string[] {
  const found = new Set<string>()
  for (const order of name.length === 0 ? [] : orders(name)) {
    for (const cut of cutsOf(order, syllabary)) {
      for (let i = 0; i + 1 < cut.length; i += 1) {
        for (const a of syllabary.charactersOf(cut[i]!))
          for (const b of syllabary.charactersOf(cut[i + 1]!)) found.add(a + b)
      }
    }
  }
  return [...found]
}

function readingsOf(name: string[], syllabary: Syllabary): Readings {
  const pattern = (cut: string[]): RegExp =>
    new RegExp(cut.map((syllable) => `[${syllabary.charactersOf(syllable)}]`).join(''), 'gu')
  const patterns = (words: string[]): RegExp[] =>
    cutsOf(words, syllabary)
      .filter((cut) => cut.length > 1)
      .map(pattern)
  return {
    whole: orders(name).flatMap(patterns),
    words: name.map((latin) => ({ latin, patterns: patterns([latin]) })),
  }
}

/** How likely a text is a name; `behind`: the two characters after it. */
type Likeliness = (found: string, behind: string) => number

interface Match {
  text: string
  weight: number
}

// The name as the passage writes it: whole, else word by word; null when it holds none of it.
function matchIn(
  text: string,
  lower: string,
  { whole, words }: Readings,
  likeliness: Likeliness,
  weigh: (term: string) => number,
): Match | null {
  const best = heaviest(text, whole, likeliness)
  if (best !== null) return best
  const each = words.map(({ latin, patterns }) =>
    latinIn(lower, latin) ? { text: latin, weight: weigh(latin) } : heaviest(text, patterns, likeliness),
  )
  if (each.every((match) => match === null)) return null
  return {
    text: each.map((match, i) => match?.text ?? words[i]!.latin).join(' '),
    weight: each.reduce((sum, match) => sum + (match?.weight ?? 0), 0),
  }
}

function latinIn(lower: string, latin: string): boolean {
  const at = lower.indexOf(latin)
  return at !== -1 && !/[a-z]/.test(lower[at - 1] ?? '') && !/[a-z]/.test(lower[at + latin.length] ?? '')
}

function heaviest(text: string, patterns: RegExp[], likeliness: Likeliness): Match | null {
  let best: Match | null = null
  for (const pattern of patterns) {
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const weight = likeliness(found, text.slice(index + found.length, index + found.length + 2))
      if (best === null || weight > best.weight) best = { text: found, weight }
    }
  }
  return best
}
