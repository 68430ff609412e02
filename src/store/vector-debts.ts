// Port: what a store owes to a vector index that is written to behind it, and that may lose what it is told.

/** Ids of passages that are about to be removed: their vectors may stay behind. */
export interface Debt {
  key: string
  ids: number[]
}

export interface VectorDebts {
  /** The highest id of a passage that was ever given out; 0 when none was. Ids are never used again. */
  lastId(): Promise<number>
  /** Note these down, until they are settled. */
  owe(ids: readonly number[]): Promise<void>
  /** The oldest that are noted down. */
  owed(limit: number): Promise<Debt[]>
  /** The index holds what it should. */
  settled(key: string): Promise<void>
}
