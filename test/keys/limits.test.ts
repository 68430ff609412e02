import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBudgets } from '../../src/keys/budgets.ts'
import { createLimits, type LimitsOptions } from '../../src/keys/limits.ts'
import type { Principal } from '../../src/keys/principal.ts'
import { createUsageStore, type UsageStore } from '../../src/keys/sql-keys.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const START = Date.parse('2026-12-01T08:00:00Z')
const ANYONE: Principal = { id: null, scopes: new Set(['ask']) }
const A = { address: '192.0.2.1', loopback: false }
const B = { address: '192.0.2.2', loopback: false }
const HERE = { address: '127.0.0.1', loopback: true }

function limited(options: Partial<LimitsOptions> = {}) {
  const clock = { at: START }
  const used = new Map<string, number>()
  const limits = createLimits({
    perMinute: 10,
    perDay: 0,
    keyPerMinute: 0,
    limitLoopback: false,
    channelDaily: new Map(),
    budgets: {
      used: (budget, day) => used.get(`${day} ${budget}`) ?? 0,
      add: (budget, day) => void used.set(`${day} ${budget}`, (used.get(`${day} ${budget}`) ?? 0) + 1),
    },
    now: () => new Date(clock.at),
    ...options,
  })
  const passes = (client = A, principal: Principal | null = ANYONE) =>
    limits.take(client, principal)?.exceeded === null
  return { limits, clock, used, passes }
}

describe('the limit of a minute', () => {
  it('lets so many pass at once, then one at the rate, and says when', () => {
    const { limits, clock, passes } = limited()
    const taken = Array.from({ length: 10 }, () => limits.take(A, ANYONE)!)
    expect(taken.map(({ quotas }) => quotas[0]!.remaining)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    expect(taken.every(({ exceeded }) => exceeded === null)).toBe(true)
    expect(limits.take(A, ANYONE)!.exceeded).toEqual({
      name: 'minute',
      limit: 10,
      window: 60,
      remaining: 0,
      reset: 6,
    })
    clock.at += 5999
    expect(passes()).toBe(false)
    clock.at += 1
    expect(passes()).toBe(true)
    expect(passes()).toBe(false)
    expect(passes(B)).toBe(true)
  })

  it('never lets more pass than the limit and what the time since brought, and does what it says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 150 }),
        (perMinute, pauses) => {
          const { limits, clock } = limited({ perMinute })
          let passed = 0
          for (const pause of pauses) {
            clock.at += pause
            const { exceeded, quotas } = limits.take(A, ANYONE)!
            if (exceeded === null) passed += 1
            expect(quotas[0]!.remaining).toBeGreaterThanOrEqual(0)
            expect(quotas[0]!.remaining).toBeLessThan(perMinute)
            expect(passed).toBeLessThanOrEqual(perMinute + ((clock.at - START) * perMinute) / 60_000 + 1e-6)
            if (exceeded === null) continue
            clock.at += exceeded.reset * 1000
            expect(limits.take(A, ANYONE)!.exceeded).toBeNull()
            passed += 1
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('shuts nobody out for longer when the clock is set back', () => {
    const { clock, passes } = limited({ perMinute: 1 })
    expect(passes()).toBe(true)
    clock.at -= 86_400_000
    expect(passes()).toBe(false)
    clock.at += 60_000
    expect(passes()).toBe(true)
  })

  it('counts a key by itself, wherever it comes from, and a wrong key by its address', () => {
    const { passes } = limited({ perMinute: 1, keyPerMinute: 2 })
    const key: Principal = { id: 'key_1', scopes: new Set(['ask']) }
    expect([passes(A, key), passes(B, key), passes(A, key)]).toEqual([true, true, false])
    expect([passes(A, null), passes(A, null), passes(A)]).toEqual([true, false, false])
  })

  it('spares this machine unless it is told not to', () => {
    const spared = limited({ perMinute: 1, perDay: 1, channelDaily: new Map([['open', 1]]) })
    for (let i = 0; i < 5; i += 1) expect(spared.limits.take(HERE, ANYONE)).toBeNull()
    const held = limited({ perMinute: 1, limitLoopback: true })
    expect([held.passes(HERE), held.passes(HERE)]).toEqual([true, false])
  })

  it('remembers so many clients and no more', () => {
    const { passes } = limited({ perMinute: 1, most: 3 })
    const from = (n: number) => passes({ address: `198.51.100.${n}`, loopback: false })
    expect([from(1), from(2), from(3), from(1)]).toEqual([true, true, true, false])
    // The fourth pushes out the one that was away longest: 2.
    expect([from(4), from(1), from(2)]).toEqual([true, false, true])
  })
})

describe('the limit of a day', () => {
  it('ends at midnight UTC, and a refused request does not count', () => {
    const { limits, clock, passes } = limited({ perMinute: 0, perDay: 3 })
    expect([passes(), passes(), passes(), passes(), passes()]).toEqual([true, true, true, false, false])
    expect(limits.take(A, ANYONE)!.exceeded).toMatchObject({
      name: 'day',
      limit: 3,
      window: 86_400,
      reset: 57_600,
    })
    clock.at = Date.parse('2026-12-01T23:59:59.500Z')
    expect(limits.take(A, ANYONE)!.exceeded?.reset).toBe(1)
    clock.at = Date.parse('2026-12-02T00:00:00Z')
    expect(passes()).toBe(true)
  })

  it('is not used by what the limit of a minute refuses, nor the other way round', () => {
    const { limits, clock } = limited({ perMinute: 2, perDay: 3 })
    for (let i = 0; i < 9; i += 1) limits.take(A, ANYONE)
    clock.at += 60_000
    const { quotas, exceeded } = limits.take(A, ANYONE)!
    expect(exceeded).toBeNull()
    expect(quotas.map(({ name, remaining }) => [name, remaining])).toEqual([
      ['minute', 1],
      ['day', 0],
    ])
    expect(limits.take(A, ANYONE)!.exceeded?.name).toBe('day')
    expect(limits.take(A, ANYONE)!.quotas[0]!.remaining).toBe(1)
  })

  it('of a key and of a channel hold together', () => {
    const { limits, passes } = limited({
      keyPerMinute: 0,
      channelDaily: new Map([
        ['portal', 3],
        ['open', 1],
      ]),
    })
    const key = (id: string, daily?: number): Principal => ({
      id,
      scopes: new Set(['ask']),
      channel: 'portal',
      ...(daily === undefined ? {} : { daily }),
    })
    expect([passes(A, key('a', 2)), passes(A, key('a', 2)), passes(A, key('a', 2))]).toEqual([
      true,
      true,
      false,
    ])
    expect([passes(A, key('b')), passes(A, key('b'))]).toEqual([true, false])
    expect(limits.take(A, key('b'))!.exceeded?.name).toBe('channel')
    expect([passes(A), passes(B)]).toEqual([true, false])
  })
})

describe('budgets', () => {
  async function opened(change: Partial<UsageStore> = {}) {
    const sql = await openSqlite(':memory:', { schema: 'records' })
    const written: number[] = []
    const real = createUsageStore(sql)
    const store: UsageStore = {
      ...real,
      add: (used, oldest) => {
        written.push(used.length)
        return (change.add ?? real.add)(used, oldest)
      },
    }
    return { sql, store, real, written, open: () => openBudgets({ store, today: '2026-12-01', everyMs: 20 }) }
  }

  it('outlive a restart, and are written together', async () => {
    const { open, written } = await opened()
    const first = await open()
    for (let i = 0; i < 100; i += 1) first.add(i % 2 === 0 ? 'key_a' : 'channel:portal', '2026-12-01')
    expect(first.used('key_a', '2026-12-01')).toBe(50)
    await first.close()
    expect(written).toEqual([2])
    const second = await open()
    second.add('key_a', '2026-12-01')
    expect(second.used('key_a', '2026-12-01')).toBe(51)
    expect(second.used('channel:portal', '2026-12-01')).toBe(50)
    await second.close()
  })

  it('are written by themselves soon after, and add up over processes', async () => {
    const { open, real } = await opened()
    const [a, b] = [await open(), await open()]
    a.add('key_a', '2026-12-01')
    b.add('key_a', '2026-12-01')
    b.add('key_a', '2026-12-01')
    await expect.poll(() => real.of('2026-12-01')).toEqual([{ day: '2026-12-01', budget: 'key_a', used: 3 }])
    await a.flush()
    a.add('key_a', '2026-12-01')
    await a.flush()
    expect(a.used('key_a', '2026-12-01')).toBe(4)
    await Promise.all([a.close(), b.close()])
  })

  it('begin anew each day, and days long past are forgotten', async () => {
    const { open, real } = await opened()
    const budgets = await open()
    budgets.add('key_a', '2026-12-01')
    budgets.add('key_a', '2026-12-02')
    expect(budgets.used('key_a', '2026-12-02')).toBe(1)
    await budgets.flush()
    expect(await real.of('2026-12-01')).toMatchObject([{ used: 1 }])
    expect(budgets.used('key_a', '2026-12-02')).toBe(1)
    budgets.add('key_a', '2027-02-01')
    await budgets.close()
    expect(await real.of('2026-12-01')).toEqual([])
    expect(await real.of('2027-02-01')).toMatchObject([{ used: 1 }])
  })

  it('that cannot be written are counted all the same, and written later', async () => {
    let broken = true
    const made = await opened()
    const { open } = await opened({
      add: (used, oldest) => (broken ? Promise.reject(new Error('busy')) : made.real.add(used, oldest)),
    })
    const budgets = await open()
    budgets.add('key_a', '2026-12-01')
    await budgets.flush()
    budgets.add('key_a', '2026-12-01')
    expect(budgets.used('key_a', '2026-12-01')).toBe(2)
    broken = false
    await budgets.close()
    expect(await made.real.of('2026-12-01')).toMatchObject([{ used: 2 }])
  })
})
