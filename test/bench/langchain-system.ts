// LangChain.js as its documentation sets it up: recursive splitter with its defaults, vectors in memory. What embeds is given.
import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RecursiveCharacterTextSplitter } from '@langchain/classic/text_splitter'
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { Place } from '../../src/eval/metrics.ts'
import { place, type PlacedPassage } from './passages.ts'
import type { BenchArticle, System } from './system.ts'

const DOCUMENTS = 'documents.json'
const VECTORS = 'vectors.f32'
/** Embedded between two writes: what a broken build loses at most. */
const BATCH = 8

/** The system. Its store has no file of its own; documents and vectors are kept beside it so that it opens again. */
export function createLangChain(embeddings: EmbeddingsInterface, dimensions: number): System {
  return {
    resumable: true,
    build: async (source, directory, progress) => {
      const articles = await source.articles()
      const documents = (await Promise.all(articles.map(splitPassages))).flat()
      const file = join(directory, VECTORS)
      const bytes = dimensions * Float32Array.BYTES_PER_ELEMENT
      let done = Math.floor((await size(file)) / bytes)
      if (done > 0) await truncate(file, done * bytes)
      while (done < documents.length) {
        const some = documents.slice(done, done + BATCH)
        const vectors = await embeddings.embedDocuments(some.map(({ text }) => text))
        await appendFile(file, new Uint8Array(Float32Array.from(vectors.flat()).buffer))
        done += some.length
        progress(done, documents.length)
      }
      await writeFile(join(directory, DOCUMENTS), JSON.stringify(documents))
      return documents.length
    },
    open: async (directory) => {
      const documents = JSON.parse(await readFile(join(directory, DOCUMENTS), 'utf8')) as PlacedPassage[]
      const { buffer, byteOffset, byteLength } = await readFile(join(directory, VECTORS))
      const all = new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))
      const store = new MemoryVectorStore(embeddings)
      await store.addVectors(
        documents.map((_, i) => [...all.subarray(i * dimensions, (i + 1) * dimensions)]),
        documents.map(({ text, ...metadata }) => new Document({ pageContent: text, metadata })),
      )
      return {
        search: async (question, limit) =>
          (await store.similaritySearch(question, limit)).map(({ metadata }) => metadata as Place),
        close: async () => undefined,
      }
    },
  }
}

/** The documents of LangChain's recursive splitter with its defaults: 1,000 characters, 200 of them shared. */
export async function splitPassages({ id, text }: BenchArticle): Promise<PlacedPassage[]> {
  const splitter = new RecursiveCharacterTextSplitter()
  const pieces = await splitter.splitText(text)
  return place(text, pieces, splitter.chunkOverlap).map((place, i) => ({
    doc: id,
    ...place,
    text: pieces[i]!,
  }))
}

async function size(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  )
}
