import { describe, expect, it } from 'vitest'
import { createAnswerCache, type AnswerCache } from '../src/answer-cache.ts'

interface Work {
  key: string
  signal: AbortSignal
  resolve(value: string): void
  reject(error: unknown): void
}

interface Setup {
  get: AnswerCache<string>
  /** Everything that was worked out, in order. */
  works: Work[]
  make: (key: string) => (signal: AbortSignal) => Promise<string>
  /** Work that ends at once with its key and number. */
  quick: (key: string) => () => Promise<string>
  counts: { quick: number }
  at: { revision: number | null }
}

function setup(bounds: { entries?: number; bytes?: number } = {}): Setup {
  const at: Setup['at'] = { revision: 1 }
  const works: Work[] = []
  const counts = { quick: 0 }
  return {
    get: createAnswerCache<string>({ revision: async () => at.revision, ...bounds }),
    works,
    counts,
    at,
    make: (key) => (signal) =>
      new Promise((resolve, reject) => {
        works.push({ key, signal, resolve, reject })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    quick: (key) => async () => `${key}${(counts.quick += 1)}`,
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('what is kept', () => {
  it('is given again as long as the revision is the same', async () => {
    const { get, quick, at } = setup()
    expect(await get('a', quick('a'))).toEqual({ value: 'a1', fresh: true })
    expect(await get('a', quick('a'))).toEqual({ value: 'a1', fresh: false })
    expect(await get('b', quick('b'))).toEqual({ value: 'b2', fresh: true })
    at.revision = 2
    expect(await get('a', quick('a'))).toEqual({ value: 'a3', fresh: true })
    // Never one of an earlier index, should a revision come back.
    at.revision = 1
    expect(await get('a', quick('a'))).toEqual({ value: 'a4', fresh: true })
  })

  it('is nothing while the index is changing', async () => {
    const { get, quick, at } = setup()
    at.revision = null
    expect(await get('a', quick('a'))).toEqual({ value: 'a1', fresh: true })
    expect(await get('a', quick('a'))).toEqual({ value: 'a2', fresh: true })
    at.revision = 1
    expect((await get('a', quick('a'))).value).toBe('a3')
  })

  it('does not hold what was begun before the index changed', async () => {
    const { get, make, quick, works, at } = setup()
    const old = get('a', make('a'))
    await turn()
    at.revision = 2
    // Not joined either.
    expect((await get('a', quick('new'))).value).toBe('new1')
    works[0]!.resolve('old')
    expect((await old).value).toBe('old')
    expect((await get('a', quick('new'))).value).toBe('new1')
  })

  it('does not hold what was begun before it changed and ended behind the next question', async () => {
    const { get, make, quick, works, at } = setup()
    const old = get('a', make('a'))
    await turn()
    at.revision = 2
    await get('b', quick('b'))
    works[0]!.resolve('old')
    await old
    expect((await get('a', quick('a'))).value).toBe('a2')
  })

  it('is bounded in number, the one that was used last going last', async () => {
    const { get, quick } = setup({ entries: 2 })
    await get('a', quick('a'))
    await get('b', quick('b'))
    await get('a', quick('a'))
    await get('c', quick('c'))
    expect((await get('a', quick('a'))).fresh).toBe(false)
    expect((await get('b', quick('b'))).fresh).toBe(true)
  })

  it('is bounded in bytes, and one value too large turns nothing out', async () => {
    const { get } = setup({ bytes: 200 })
    const long = (length: number) => async () => 'x'.repeat(length)
    await get('a', long(30))
    await get('b', long(30))
    expect((await get('big', long(200))).fresh).toBe(true)
    expect((await get('big', long(200))).fresh).toBe(true)
    expect((await get('a', long(30))).fresh).toBe(false)
    await get('c', long(30))
    await get('d', long(30))
    expect((await get('b', long(30))).fresh).toBe(true)
  })
})

describe('equal questions at once', () => {
  it('are worked out once', async () => {
    const { get, make, works } = setup()
    const all = Promise.all([get('a', make('a')), get('a', make('a')), get('a', make('a'))])
    await turn()
    expect(works).toHaveLength(1)
    works[0]!.resolve('x')
    expect(await all).toEqual([
      { value: 'x', fresh: true },
      { value: 'x', fresh: false },
      { value: 'x', fresh: false },
    ])
  })

  it('fail together, and are worked out anew afterwards', async () => {
    const { get, make, quick, works } = setup()
    const both = Promise.allSettled([get('a', make('a')), get('a', make('a'))])
    await turn()
    works[0]!.reject(new Error('broken'))
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await get('a', quick('a'))).value).toBe('a1')
  })

  it('go on when one of those who wait goes, also the first', async () => {
    const { get, make, works } = setup()
    const first = new AbortController()
    const gone = get('a', make('a'), first.signal)
    const stays = get('a', make('a'), new AbortController().signal)
    await turn()
    first.abort(new Error('gone'))
    await expect(gone).rejects.toThrow('gone')
    expect(works[0]!.signal.aborted).toBe(false)
    works[0]!.resolve('x')
    expect((await stays).value).toBe('x')
  })

  it('are given up when all have gone, and nobody joins what is given up', async () => {
    const { get, make, works } = setup()
    const both = [new AbortController(), new AbortController()]
    const asked = Promise.allSettled(both.map(({ signal }) => get('a', make('a'), signal)))
    await turn()
    both[0]!.abort()
    await turn()
    expect(works[0]!.signal.aborted).toBe(false)
    both[1]!.abort()
    await turn()
    expect(works[0]!.signal.aborted).toBe(true)
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const again = get('a', make('a'))
    await turn()
    works[1]!.resolve('y')
    expect((await again).value).toBe('y')
  })

  it('do not begin for who has gone already', async () => {
    const { get, make, works } = setup()
    await expect(get('a', make('a'), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
    expect(works).toEqual([])
  })
})
