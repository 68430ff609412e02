// MiniSearch with words cut by jieba, for the index and the questions alike.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import MiniSearch, { type Options } from 'minisearch'
import type { Place } from '../../src/eval/metrics.ts'
import { ownPassages, type PlacedPassage } from './passages.ts'
import type { System } from './system.ts'

const FILE = 'minisearch.json'

/** The system, kept as the JSON that MiniSearch itself writes and loads. */
export function createMiniSearch(): System {
  const options = optionsOf(Jieba.withDict(dict))
  return {
    resumable: false,
    build: async (source, directory, progress) => {
      const index = new MiniSearch<PlacedPassage & { id: number }>(options)
      const articles = await source.articles()
      for (const [i, article] of articles.entries()) {
        for (const passage of ownPassages(article)) index.add({ ...passage, id: index.documentCount })
        progress(i + 1, articles.length)
      }
      await writeFile(join(directory, FILE), JSON.stringify(index))
      return index.documentCount
    },
    open: async (directory) => {
      const index = MiniSearch.loadJSON<PlacedPassage>(await readFile(join(directory, FILE), 'utf8'), options)
      return {
        search: async (question, limit) =>
          index
            .search(question)
            .slice(0, limit)
            .map(({ doc, start, end }) => ({ doc, start, end }) as Place),
        close: async () => undefined,
      }
    },
  }
}

function optionsOf(jieba: Jieba): Options {
  return {
    fields: ['text'],
    storeFields: ['doc', 'start', 'end'],
    tokenize: (text) => jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word)),
  }
}
