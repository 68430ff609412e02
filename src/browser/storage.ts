// What the browser keeps for a page. Storage may be forbidden, full, or cut off in a frame: then it keeps nothing, and the
// page works all the same.

export interface Kept {
  /** Null when there is nothing, or storage is blocked. */
  get(): string | null
  /** False when it could not be kept. */
  set(value: string): boolean
  remove(): void
}

/** One entry of the session's (default) or the browser's storage. */
export function kept(name: string, which: 'sessionStorage' | 'localStorage' = 'sessionStorage'): Kept {
  // To read the property at all may throw.
  const within = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(globalThis[which])
    } catch {
      return otherwise
    }
  }
  return {
    get: () => within((storage) => storage.getItem(name), null),
    set: (value) => within((storage) => (storage.setItem(name, value), true), false),
    remove: () => within((storage) => storage.removeItem(name), undefined),
  }
}
