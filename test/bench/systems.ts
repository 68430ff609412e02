// The compared systems by name, each set up as for real. A process loads the code of its own system only, so that it holds
// no memory for another.
import type { System } from './system.ts'

export const SYSTEMS = ['touwen', 'minisearch', 'fts5', 'langchain'] as const
export type SystemName = (typeof SYSTEMS)[number]

/** Of multilingual-e5-small. */
const DIMENSIONS = 384

/** `floatModel`: the directory of the embedder in floats, which LangChain.js runs. */
export async function createSystem(name: SystemName, floatModel: string): Promise<System> {
  if (name === 'touwen') return (await import('./touwen-system.ts')).createTouwen()
  if (name === 'minisearch') return (await import('./minisearch-system.ts')).createMiniSearch()
  if (name === 'fts5') return (await import('./fts5-system.ts')).createFts5()
  const [{ createLangChain }, { TransformersEmbeddings }] = await Promise.all([
    import('./langchain-system.ts'),
    import('./transformers-embeddings.ts'),
  ])
  return createLangChain(new TransformersEmbeddings(floatModel), DIMENSIONS)
}
