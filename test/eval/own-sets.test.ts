// The own development sets are what they say: enough of each kind, and every gold stands in its article.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { GoldPlaces } from '../../src/eval/dataset.ts'
import { goldTurns, locateDialogue, readDialogues, type Dialogue } from '../../src/eval/dialogues.ts'
import { locateCase, readLists, type ListCase } from '../../src/eval/lists.ts'
import { goldPlaces, type Place } from '../../src/eval/metrics.ts'
import { idOf } from '../../src/ingest/article.ts'
import { parseFile } from '../../src/ingest/parse.ts'
import { readPath } from '../../src/ingest/read.ts'
import { comparable } from '../../src/text.ts'

const CORPUS = resolve('../shared/corpus/investment-news.jsonl')
/** Types whose answer is words of the article. */
const VERBATIM = new Set(['number', 'date', 'entity', 'person', 'place', 'list'])

interface Held {
  id: string
  date: string | null
  text: string
}

let dialogues: Dialogue[]
let lists: ListCase[]
beforeAll(async () => {
  dialogues = await readDialogues('test/eval/dialogues.jsonl')
  lists = await readLists('test/eval/lists.jsonl')
})

const count = <T>(all: T[], test: (one: T) => boolean): number => all.filter(test).length

describe('dialogues', () => {
  it('are enough of both kinds, each with its own id', () => {
    expect(dialogues.length).toBeGreaterThanOrEqual(44)
    expect(new Set(dialogues.map(({ id }) => id)).size).toBe(dialogues.length)
    expect(count(dialogues, ({ kind }) => kind === 'new_topic')).toBeGreaterThanOrEqual(20)
    expect(count(dialogues, ({ kind }) => kind === 'follow_up')).toBeGreaterThanOrEqual(20)
    expect(count(dialogues, ({ index }) => index === 'samples')).toBeLessThanOrEqual(4)
  })

  it('have an answer exactly where one is expected', () => {
    for (const { id, turns } of dialogues)
      for (const { type, answers } of turns) expect([id, answers.length > 0]).toEqual([id, type !== 'unanswerable'])
  })
})

describe('lists', () => {
  it('are enough of each type', () => {
    expect(lists.length).toBeGreaterThanOrEqual(46)
    const of = (type: string): number => count(lists, (one) => one.type === type)
    expect(of('list')).toBeGreaterThanOrEqual(30)
    expect(of('overview')).toBeGreaterThanOrEqual(12)
    expect(of('unanswerable')).toBeGreaterThanOrEqual(4)
    const across = lists.filter(({ items }) => new Set(items.map(({ doc }) => doc)).size > 1)
    expect(across.length).toBeGreaterThanOrEqual(12)
  })

  it('ask each question once', () => {
    expect(new Set(lists.map(({ question }) => question)).size).toBe(lists.length)
  })
})

// What is wrong with gold places; a fault is a line that names the case.
function faults(name: string, gold: GoldPlaces, forms: string[], articles: Map<string, Held>): string[] {
  const places = goldPlaces(gold)
  if (places.length === 0) return [`${name}: no evidence`]
  const textOf = ({ doc, start, end }: Place): string | null => {
    const text = articles.get(doc)?.text
    return text === undefined || start >= end || end > text.length ? null : text.slice(start, end)
  }
  return places.flatMap((place) => {
    const text = textOf(place)
    if (text === null) return [`${name}: no such place ${JSON.stringify(place)}`]
    const says = forms.some((form) => comparable(text).includes(comparable(form)))
    return forms.length === 0 || says ? [] : [`${name}: ${JSON.stringify(place)} holds none of ${forms.join(' ')}`]
  })
}

const turnFaults = (all: Dialogue[], articles: Map<string, Held>): string[] =>
  all.flatMap((dialogue) =>
    goldTurns(dialogue).flatMap((gold) =>
      gold.type === 'unanswerable'
        ? []
        : faults(`${dialogue.id} ${gold.question}`, gold, VERBATIM.has(gold.type) ? gold.answers.flat() : [], articles),
    ),
  )

// An item may be named in one place and proved in another, so one place with a form is enough.
const itemFaults = (all: ListCase[], articles: Map<string, Held>): string[] =>
  all.flatMap(({ question, items }) =>
    items.flatMap((item) => {
      const name = `${question} ${item.answers[0]}`
      const named = goldPlaces(item).filter((place) => {
        const alone = { doc: place.doc, evidence: [[place.start, place.end] as [number, number]], also: [] }
        return faults(name, alone, item.answers, articles).length === 0
      })
      return [...faults(name, item, [], articles), ...(named.length > 0 ? [] : [`${name}: is named nowhere`])]
    }),
  )

const newestFirst = (all: ListCase[], articles: Map<string, Held>): string[] =>
  all.flatMap(({ question, docs, filters }) => {
    const stories = docs.map((story) => [story].flat().map((id) => articles.get(id)))
    if (stories.flat().includes(undefined)) return [`${question}: names an article that is not there`]
    const dates = stories.map((story) => story.map((article) => article!.date ?? '').toSorted().at(-1)!)
    const sorted = dates.every((date, i) => date !== '' && (i === 0 || date <= dates[i - 1]!))
    const { published_from: from = '', published_to: to = '9' } = filters ?? {}
    const within = dates.every((date) => from <= date && date <= to)
    return sorted && within ? [] : [`${question}: ${dates.join(' ')}`]
  })

const byId = (all: Held[]): Map<string, Held> => new Map(all.map((one) => [one.id, one]))

it('every gold over the shipped articles stands in its article', async () => {
  const held: Held[] = []
  for await (const item of readPath('data/articles')) {
    if (!('bytes' in item)) continue
    for await (const parsed of parseFile(item.path, item.bytes))
      if ('draft' in parsed) {
        const { draft } = parsed
        held.push({ id: idOf(draft), date: draft.published_at, text: draft.text })
      }
  }
  const own = dialogues.filter(({ index }) => index === 'samples').map((one) => locateDialogue(one, held))
  const cases = lists.filter(({ index }) => index === 'samples').map((one) => locateCase(one, held))
  expect([own.length, cases.length].every((n) => n > 0)).toBe(true)
  expect([
    ...turnFaults(own, byId(held)),
    ...itemFaults(cases, byId(held)),
    ...newestFirst(cases, byId(held)),
  ]).toEqual([])
})

describe.skipIf(!existsSync(CORPUS))('over the development corpus (skipped where it is not)', () => {
  it('every gold stands in its article, and overviews are newest first', async () => {
    const lines = (await readFile(CORPUS, 'utf8')).split('\n').filter((line) => line !== '')
    const articles = byId(lines.map((line) => JSON.parse(line) as Held))
    const own = dialogues.filter(({ index }) => index === 'corpus')
    const cases = lists.filter(({ index }) => index === 'corpus')
    expect(turnFaults(own, articles)).toEqual([])
    expect(itemFaults(cases, articles)).toEqual([])
    expect(newestFirst(cases, articles)).toEqual([])
    const docs = [...own.flatMap(({ doc, turns }) => [doc, ...turns.map((turn) => turn.doc ?? doc)]), ...cases.map(({ doc }) => doc)]
    expect(docs.filter((doc) => !articles.has(doc))).toEqual([])
  })
})
