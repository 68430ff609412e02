// From a question in English to a Chinese wording that text search, the embedder and the reader understand, by a
// glossary, tables of names, and names in pinyin looked up in the index. Answers are never translated.
import type { ArticleStore } from '../store/article-store.ts'
import type { TermCounts } from '../terms.ts'
import { languageOf } from '../language.ts'
import type { Translation } from '../question.ts'
import { searchTerms } from '../text.ts'
import { compose, joined } from './compose.ts'
import { isName, itemsOf } from './gloss.ts'
import { keysOf, lexicon } from './lexicon.ts'
import { resolve } from './resolve.ts'
import { loadSyllabary, type Syllabary } from './syllables.ts'
import { wordsOf } from './words.ts'

export interface Translator {
  /** How to understand a question in Chinese; null when it is Chinese already, or when nothing of it is known. */
  translate(question: string): Promise<Translation | null>
}

interface Deps {
  store: Pick<ArticleStore, 'termCounts' | 'searchText' | 'passages'>
  language: TermCounts
}

/** Build the translator; the table of readings is loaded with the first question in English. */
export function createTranslator({ store, language }: Deps): Translator {
  let loading: Promise<Syllabary> | null = null
  const readings = (): Promise<Syllabary> => (loading ??= loadSyllabary())
  return {
    translate: async (question) => {
      if (languageOf(question) !== 'en') return withChineseNames(question, store)
      const syllabary = await readings()
      const items = itemsOf(wordsOf(withoutCourtesy(question)), {
        syllablesOf: (word) => syllabary.cuts(word)[0]?.length ?? 0,
      })
      const chosen = await resolve(items, { store, language, syllabary })
      if (!chosen.some(({ text }) => /\p{Script=Han}/u.test(text))) return null
      const pieces = compose(chosen)
      return { plain: `${joined(pieces)}？`, words: pieces.join(' ') }
    },
  }
}

const COURTESY =
  /^(?:hi|hello|hey)[,!.\s]{1,3}|^(?:(?:could|can|would|will) you (?:please |kindly )?(?:tell|inform|show|let) me(?: know)?|please (?:tell|inform|show) me|tell me|i(?:'d|’d| would)? (?:like|want) to know|i want to know|do you know|may i (?:ask|know)|i wonder|i am wondering|any idea|what about|please)[,:\s]{1,3}(?:about )?|[,\s]{0,3}(?:please|thanks|thank you)(?=[\s.!?？]{0,3}$)/iu

// Greetings and requests around a question say nothing of what is asked.
function withoutCourtesy(question: string): string {
  let rest = question
  for (let i = 0; i < 4; i += 1) rest = rest.replace(COURTESY, '')
  return rest.trim() === '' ? question : rest
}

// A foreign name within a Chinese question (“Tesla在上海投资多少”) is called as most passages call it.
async function withChineseNames(question: string, store: Deps['store']): Promise<Translation | null> {
  let plain = question
  for (const [word] of question.matchAll(/(?<![A-Za-z])[A-Za-z][A-Za-z&-]{2,30}(?![A-Za-z])/g)) {
    const name = lexicon()
      .entries.get(keysOf(word).join(' '))
      ?.find(({ kind }) => kind === 'name')
    if (name === undefined || !isName(word) || !/\p{Script=Han}/u.test(name.chinese[0]!)) continue
    const terms = searchTerms(name.chinese[0]!)
    const counts = await store.termCounts([word.toLowerCase(), ...terms])
    const said = Math.min(...terms.map((term) => counts.get(term) ?? 0))
    if (said > (counts.get(word.toLowerCase()) ?? 0)) plain = plain.replace(word, name.chinese[0]!)
  }
  return plain === question ? null : { plain, words: plain }
}
