// The words of an English question as items: what each is called in Chinese, or which name it may be. Pure.
import { isIrregularPast, isPlural, stem } from './stem.ts'
import { keysOf, lexicon, type Entry } from './lexicon.ts'
import type { Word } from './words.ts'

export interface Item {
  kind: 'noun' | 'verb' | 'preposition' | 'time' | 'auxiliary' | 'and' | 'stop' | 'ask'
  /** What it may be called, most usual first; the English words where nothing is known. */
  chinese: string[]
  /** Words that may be a name in pinyin; else empty. */
  name: string[]
  /** Lower case; of `ask` the whole phrase. */
  word: string
  plural: boolean
}

const AUXILIARY = new Set(
  'is are was were be been being am do does did has have had will would shall can could may might should'.split(
    ' ',
  ),
)
const DROPPED = new Set(
  `a an the going this that these those its their his her our your my it they he she we i you there please any some such me
  each both also just very too still only yet even ever much many how's then so if`.split(/\s+/),
)
const DETERMINERS = new Set(
  'a an the this that these those its his her our your my their any some'.split(' '),
)
const PREPOSITIONS = new Set(
  `of for in at on from to into by with between under during since per as over about within through among across
  against via towards toward after before until till than onto around near behind out up down off`.split(
    /\s+/,
  ),
)
const ASKS = new Set('what which who whom whose where when why how'.split(' '))
const HOW = new Set('much many long large big high tall far old fast often wide deep heavy'.split(' '))
const PHRASES: [string[], Item['kind']][] = [
  [['according', 'to'], 'preposition'],
  [['in', 'terms', 'of'], 'preposition'],
  [['because', 'of'], 'preposition'],
  [['due', 'to'], 'preposition'],
  [['as', 'part', 'of'], 'preposition'],
  [['as', 'of'], 'preposition'],
]
/** Names that are common words in lower or mixed case. */
const CAPITALS_ONLY = new Set(['us', 'un', 'arm', 'safe', 'sap', 'eu', 'uk', 'un', 'fed'])

interface Options {
  /** Whether a word may be spelled in pinyin, and by how many syllables at least; 0: it is not. */
  syllablesOf(word: string): number
}

/** Give each word or phrase its item, longest phrase first. */
export function itemsOf(words: Word[], { syllablesOf }: Options): Item[] {
  // In a question without capitals any word may be a name.
  const cased = words.some((word, i) => i > 0 && word.kind === 'word' && word.capital)
  const items: Item[] = []
  let at = 0
  const push = (kind: Item['kind'], chinese: string[], size: number, more: Partial<Item> = {}): void => {
    const word = words
      .slice(at, at + size)
      .map(({ lower }) => lower)
      .join(' ')
    items.push({ kind, chinese, name: [], plural: false, word, ...more })
    at += size
  }
  while (at < words.length) {
    const word = words[at]!
    if (word.kind === 'stop') push('stop', [], 1)
    else if (word.kind === 'time') push('time', [word.text], 1)
    else if (word.kind === 'chinese') {
      dropLatin(items)
      push('noun', [word.text], 1)
    } else {
      const phrase = PHRASES.find(([parts]) => parts.every((part, i) => words[at + i]?.lower === part))
      const found = phrase === undefined ? phraseAt(words, at, cased, items) : null
      if (phrase !== undefined) push(phrase[1], [], phrase[0].length)
      else if (found !== null) {
        const plural = isPlural(words[at + found.size - 1]!.lower)
        push(found.entry.kind === 'verb' ? 'verb' : 'noun', found.entry.chinese, found.size, { plural })
      } else if (word.kind === 'number') push('noun', [word.text], 1)
      else if (word.lower === 'how' && HOW.has(words[at + 1]?.lower ?? '')) push('ask', [], 2)
      else if (ASKS.has(word.lower)) push('ask', [], 1)
      else if (word.lower === 'and' || word.lower === '&' || word.lower === 'or') push('and', [], 1)
      else if (AUXILIARY.has(word.lower)) push('auxiliary', [], 1)
      else if (PREPOSITIONS.has(word.lower)) push('preposition', [], 1)
      else if (DROPPED.has(word.lower)) at += 1
      else {
        const name = nameAt(words, at, cased, syllablesOf)
        if (name.length > 0)
          push('noun', [name.map(({ text }) => text).join(' ')], name.length, {
            name: name.map(({ lower }) => lower),
          })
        else push('noun', [word.text], 1)
      }
    }
  }
  return items
}

// “Telink (泰凌微)”: a name that is given in Chinese too needs no second search.
function dropLatin(items: Item[]): void {
  let from = items.length
  while (from > 0 && items[from - 1]!.kind === 'noun') from -= 1
  const unknown = items.findIndex(
    ({ name, chinese }, i) => i >= from && (name.length > 0 || /\p{Script=Latin}/u.test(chinese[0] ?? '')),
  )
  if (unknown !== -1) items.splice(unknown)
}

function phraseAt(
  words: Word[],
  at: number,
  cased: boolean,
  before: Item[],
): { entry: Entry; size: number } | null {
  const { entries, longest } = lexicon()
  // “the target”, “its exports”, “Danyang's plan” are nouns.
  const owned = words[at - 1]?.owns === true || DETERMINERS.has(words[at - 1]?.lower ?? '')
  for (let size = Math.min(longest, words.length - at); size > 0; size -= 1) {
    const part = words.slice(at, at + size)
    if (part.some(({ kind }) => kind === 'stop' || kind === 'chinese' || kind === 'time')) continue
    const found = entries.get(part.flatMap(({ lower }) => keysOf(lower)).join(' '))
    if (found === undefined) continue
    const name = found.find(({ kind }) => kind === 'name')
    if (name !== undefined && namesIt(part, cased)) return { entry: name, size }
    const noun = found.find(({ kind }) => kind === 'noun')
    const verb = found.find(({ kind }) => kind === 'verb')
    // Function words are no content by themselves, whatever the glossary says of them.
    if (size === 1 && (AUXILIARY.has(part[0]!.lower) || PREPOSITIONS.has(part[0]!.lower))) continue
    const entry =
      noun !== undefined && verb !== undefined
        ? !owned && isVerb(part[0]!, before)
          ? verb
          : noun
        : (verb ?? noun)
    if (entry !== undefined) return { entry, size }
  }
  return null
}

/** Whether a word by itself may be a name by how it is written: “US” is, “us” is not. */
export function isName(word: string): boolean {
  return CAPITALS_ONLY.has(word.toLowerCase()) ? word === word.toUpperCase() : /^\p{Lu}/u.test(word)
}

function namesIt([first, ...rest]: Word[], cased: boolean): boolean {
  const { text, lower, capital } = first!
  if (rest.length === 0 && CAPITALS_ONLY.has(lower)) return isName(text)
  return capital || (!cased && (rest.length > 0 || lower.length > 3))
}

// Behind an auxiliary and its subject stands a verb, until there is one; “-ed” marks one without it.
function isVerb({ lower }: Word, before: Item[]): boolean {
  const last = before.at(-1)
  if (isIrregularPast(lower)) return true
  if (last?.kind === 'auxiliary' || last?.word === 'to') return true
  if (last === undefined || last.kind === 'preposition' || last.kind === 'stop') return false
  if (/[^e]ed$/.test(lower) && stem(lower) !== lower) return true
  // “How many people work in …”: no auxiliary, and the subject is whole.
  if (
    last.plural &&
    !before.some(({ kind }) => kind === 'auxiliary' || kind === 'verb') &&
    before[0]?.kind === 'ask'
  )
    return !isPlural(lower)
  const auxiliary = before.findLastIndex(({ kind }) => kind === 'auxiliary')
  const since = before.slice(auxiliary + 1)
  const asks = before[auxiliary]?.word ?? ''
  return (
    auxiliary !== -1 &&
    /^(?:do|does|did|will|would|can|could|has|have|had|should|may|might)$/.test(asks) &&
    since.length > 0 &&
    !since.some(({ kind }) => kind === 'verb' || kind === 'stop' || kind === 'preposition')
  )
}

// A run of words that may all be pinyin: “Li Zhanghu”, “Xingyang Guangdian”. A lone syllable must have company.
function nameAt(words: Word[], at: number, cased: boolean, syllablesOf: Options['syllablesOf']): Word[] {
  const run: Word[] = []
  for (let i = at; i < words.length && run.length < 4; i += 1) {
    const word = words[i]!
    if (word.kind !== 'word' || (cased && !word.capital) || syllablesOf(word.lower) === 0) break
    if (i > at && (isKnown(word) || phraseAt(words, i, cased, []) !== null)) break
    run.push(word)
  }
  const syllables = run.reduce((sum, word) => sum + syllablesOf(word.lower), 0)
  return syllables >= 2 ? run : []
}

function isKnown({ lower }: Word): boolean {
  return (
    AUXILIARY.has(lower) ||
    PREPOSITIONS.has(lower) ||
    DROPPED.has(lower) ||
    ASKS.has(lower) ||
    lower === 'and'
  )
}
