// Port: nearest neighbours by cosine similarity. It knows ids and vectors, not what they stand for.

export interface VectorHit {
  id: number
  /** Cosine similarity, −1 to 1, higher is better. */
  score: number
}

/** What a search needs of an index, and what keeps it up to date. */
export interface VectorSearch {
  /** Add or replace. Vectors have unit length and the index's dimension; ids are integers
   * from 1 to 4294967295. */
  upsert(items: { id: number; vector: Float32Array }[]): Promise<void>
  /** Remove; unknown ids are ignored. */
  remove(ids: number[]): Promise<void>
  /** The `k` most similar, best first, equal scores by id; fewer when fewer exist. `allow`: only these ids. */
  query(vector: Float32Array, k: number, allow?: ReadonlySet<number>): Promise<VectorHit[]>
  size(): Promise<number>
}

/** An index that can also tell what it holds: a cache in this process, which is brought to its store by comparing ids. */
export interface VectorIndex extends VectorSearch {
  /** All ids held. */
  ids(): Promise<Set<number>>
}

/** An index that tells of given ids only what it holds of them. */
export interface VectorLookup {
  /** The vectors of these ids, as they are held; ids that are not held are left out. */
  held(ids: readonly number[]): Promise<Map<number, Float32Array>>
}
