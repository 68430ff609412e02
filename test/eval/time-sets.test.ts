// The question sets on time and on conflicts: readable, with evidence that stands where they say, over the development
// corpus where it lies beside the project and over the own-made articles always.
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readQuestions, type GoldQuestion } from '../../src/eval/dataset.ts'
import { goldPlaces } from '../../src/eval/metrics.ts'
import { comparable } from '../../src/text.ts'

const CORPUS = resolve('../shared/corpus/investment-news.jsonl')
const OWN = 'test/eval/conflict-articles'

async function texts(...files: string[]): Promise<Map<string, string>> {
  const lines = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).flatMap((text) => text.trimEnd().split('\n'))
  return new Map(lines.map((line) => JSON.parse(line) as { id: string; text: string }).map(({ id, text }) => [id, text]))
}
const ownTexts = () => texts(...readdirSync(OWN).map((file) => join(OWN, file)))

const sets: [file: string, least: number, articles: () => Promise<Map<string, string>>, skip: boolean][] = [
  ['time.jsonl', 44, () => texts(CORPUS), !existsSync(CORPUS)],
  ['time-own.jsonl', 12, ownTexts, false],
  ['conflicts.jsonl', 44, () => texts(CORPUS), !existsSync(CORPUS)],
  ['conflicts-own.jsonl', 24, ownTexts, false],
]

const forms = ({ answers }: GoldQuestion): string[] => answers.flat().map(comparable)

describe.each(sets)('%s', (file, least, articles, skip) => {
  it('has enough cases, each with a rule, a time and an expectation that fits its type', async () => {
    const golds = await readQuestions(`test/eval/${file}`)
    expect(golds.length).toBeGreaterThanOrEqual(least)
    for (const gold of golds) {
      expect(gold.rule, gold.question).toBeTruthy()
      expect(Number.isNaN(Date.parse(gold.asked_at ?? '')), gold.question).toBe(false)
      expect(gold.expect!.outcome === 'refused', gold.question).toBe(gold.type === 'unanswerable')
      expect(gold.expect!.outcome === 'conflicting', gold.question).toBe(gold.type === 'conflict')
    }
    const asked = golds.map(({ question, asked_at }) => `${question} ${asked_at}`)
    expect(new Set(asked).size).toBe(asked.length)
  })

  it.skipIf(skip)('has its evidence in the articles, and an accepted answer in each place of it', async () => {
    const [golds, known] = [await readQuestions(`test/eval/${file}`), await articles()]
    for (const gold of golds) {
      expect(known.has(gold.doc), gold.doc).toBe(true)
      const places = goldPlaces(gold)
      expect(places.length > 0, gold.question).toBe(gold.expect!.outcome !== 'refused')
      for (const { doc, start, end } of places) {
        const quote = known.get(doc)?.slice(start, end) ?? ''
        expect(quote.length, gold.question).toBe(end - start)
        expect(forms(gold).some((form) => comparable(quote).includes(form)), `${gold.question} ${quote}`).toBe(true)
      }
    }
  })
})
