// Port: text to vector. LangChain's embeddings interface plus what an index must know about it.
import type { EmbeddingsInterface } from '@langchain/core/embeddings'

export interface Embedder extends EmbeddingsInterface<number[]> {
  /** Name and hash of the model's files: an index built with another id must be rebuilt. */
  readonly id: string
  readonly dimensions: number
  /** Unit vectors of questions (the model's own question prefix is added here). */
  embedQueries(texts: string[]): Promise<Float32Array[]>
  /** Unit vectors of passages (the model's own passage prefix is added here), in the order given. */
  embedPassages(texts: string[]): Promise<Float32Array[]>
}
