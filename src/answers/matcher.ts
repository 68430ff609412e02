// Which pin answers a question: one that asks the same in names, numbers, time and matter, and is near in meaning. It costs
// one embedding at most, and none when no pin asks the same by its words.
import type { QuestionEmbedder } from '../engine.ts'
import { cosine, difference, tellQuestion, type Told } from './likeness.ts'
import type { PinStore, StoredPin } from './sql-pins.ts'
import { isActive } from './standing.ts'

/**
 * Least cosine of a question and a pin's wording: just below the farthest of 122 own paraphrases (.958). The words have
 * decided before; this keeps out what the same words say of something else.
 */
export const MATCHED_FROM = 0.95

/** A pin ready to be compared. */
interface Prepared {
  pin: StoredPin
  asks: Wording[]
  negative: Wording[]
}

interface Wording {
  told: Told
  vector: Float32Array
}

export interface Matcher {
  /** The pins that ask the same, the most alike first; equally alike ones, the one changed last first. */
  matching(question: string, askedAt: string): Promise<StoredPin[]>
}

interface Deps {
  store: Pick<PinStore, 'generation' | 'list' | 'embedded'>
  embedder: QuestionEmbedder
  now?: () => Date
}

const LOADED_AT_ONCE = 200

/** A matcher over stored pins, which it reads again when any process has changed them. */
export function createMatcher({ store, embedder, now = () => new Date() }: Deps): Matcher {
  let loaded: { generation: number; pins: Promise<Prepared[]> } | null = null

  const load = async (): Promise<Prepared[]> => {
    const pins: Prepared[] = []
    for (let after = ''; ;) {
      const some = await store.list(LOADED_AT_ONCE, after)
      for (const pin of some) pins.push(await prepare(pin))
      if (some.length < LOADED_AT_ONCE) return pins
      after = some.at(-1)!.id
    }
  }

  const prepare = async (pin: StoredPin): Promise<Prepared> => {
    const { question, similar, negative } = pin.body
    const texts = [question, ...similar, ...negative]
    // “今年” in a pin is the year in which it was written.
    const told = texts.map((text) => tellQuestion(text, pin.updated_at))
    const vectors = await vectorsOf(pin, told)
    const wordings = told.map((one, i) => ({ told: one, vector: vectors[i]! }))
    return { pin, asks: wordings.slice(0, 1 + similar.length), negative: wordings.slice(1 + similar.length) }
  }

  const vectorsOf = async ({ id, version, embedder: by, vectors }: StoredPin, told: Told[]) => {
    const size = vectors.length / told.length
    if (by === embedder.id) return told.map((_, i) => vectors.subarray(i * size, (i + 1) * size))
    const made = await embedder.embedQueries(told.map(({ plain }) => plain))
    await store.embedded(id, version, embedder.id, joined(made))
    return made
  }

  const current = async (): Promise<Prepared[]> => {
    const generation = await store.generation()
    if (generation === 0) return []
    if (loaded?.generation !== generation) {
      const pins = load()
      loaded = { generation, pins }
      // A failure is not remembered: the next question tries again.
      pins.catch(() => (loaded = null))
    }
    return loaded!.pins
  }

  return {
    matching: async (question, askedAt) => {
      const time = now()
      const active = (await current()).filter(({ pin }) => isActive(pin.body, time))
      if (active.length === 0) return []
      const told = tellQuestion(question, askedAt)
      const asks = active.flatMap(({ pin, asks, negative }) => {
        if (negative.some((one) => difference(one.told, told) === null)) return []
        const like = asks.filter((one) => difference(one.told, told) === null)
        const exact = like.some((one) => one.told.key === told.key)
        return like.length === 0 ? [] : [{ pin, like, negative, exact }]
      })
      if (asks.length === 0) return []
      const vector = asks.every(({ exact }) => exact) ? null : (await embedder.embedQueries([told.plain]))[0]!
      return asks
        .map(({ pin, like, negative, exact }) => ({
          pin,
          score: exact ? 1 : scoreOf(vector!, like, negative),
        }))
        .filter(({ score }) => score >= MATCHED_FROM)
        .sort((a, b) => b.score - a.score || b.pin.version - a.pin.version)
        .map(({ pin }) => pin)
    },
  }
}

/** Vectors of equal length, one after the other. */
export function joined(vectors: Float32Array[]): Float32Array {
  const all = new Float32Array(vectors.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const vector of vectors) {
    all.set(vector, at)
    at += vector.length
  }
  return all
}

// How near the nearest wording is; 0 when a negative one is nearer.
function scoreOf(vector: Float32Array, like: Wording[], negative: Wording[]): number {
  const nearest = (wordings: Wording[]): number =>
    Math.max(-1, ...wordings.map((wording) => cosine(vector, wording.vector)))
  const score = nearest(like)
  return nearest(negative) >= score ? 0 : score
}
