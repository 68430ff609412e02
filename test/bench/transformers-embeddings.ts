// Embeddings for LangChain.js through @xenova/transformers, over a model in floats.
import { basename, dirname, resolve } from 'node:path'
import { Embeddings } from '@langchain/core/embeddings'
import { env, pipeline, type FeatureExtractionPipeline } from '@xenova/transformers'

/** Of the E5 family: questions and passages are told apart by a prefix. */
export class TransformersEmbeddings extends Embeddings {
  readonly #loaded: () => Promise<FeatureExtractionPipeline>

  /** `directory` holds config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx. */
  constructor(directory: string) {
    super({})
    let loaded: Promise<FeatureExtractionPipeline> | undefined
    this.#loaded = () => (loaded ??= load(resolve(directory)))
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return this.#embed(texts.map((text) => `passage: ${text}`))
  }

  override async embedQuery(text: string): Promise<number[]> {
    return (await this.#embed([`query: ${text}`]))[0]!
  }

  // One text a run: a batch is padded to its longest, which costs more than it saves on a processor.
  async #embed(texts: string[]): Promise<number[][]> {
    const extract = await this.#loaded()
    const vectors: number[][] = []
    for (const text of texts) {
      const { data } = await extract(text, { pooling: 'mean', normalize: true })
      vectors.push(Array.from(data as Float32Array))
    }
    return vectors
  }
}

function load(directory: string): Promise<FeatureExtractionPipeline> {
  env.allowRemoteModels = false
  env.localModelPath = dirname(directory)
  return pipeline('feature-extraction', basename(directory), { quantized: false })
}
