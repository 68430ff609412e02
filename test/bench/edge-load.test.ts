// The short form of the simulation: that it is the real engine which is simulated, and that waiting adds up as it should.
import { describe, expect, it, vi } from 'vitest'
import { createClock, createQueue, logNormal } from './edge/clock.ts'
import { LIMITS } from './edge/figures.ts'
import { simulate, told } from './edge-load.ts'
import { randomness } from '../store/sample.ts'

vi.setConfig({ testTimeout: 180_000 })

describe('the clock', () => {
  it('jumps, in order, and queues let one after the other pass', async () => {
    const clock = createClock()
    const queue = createQueue(2)
    const ends: number[] = []
    await clock.run(async () => {
      await Promise.all(
        [30, 10, 20].map((ms) => queue(() => clock.sleep(ms)).then(() => ends.push(clock.now()))),
      )
    })
    expect(ends).toEqual([10, 30, 30])
  })

  it('draws latencies of the median and the 95th percentile that it is told', () => {
    const random = randomness(3)
    const drawn = Array.from({ length: 20_000 }, () => logNormal(random, { median: 30, p95: 120 })).sort(
      (a, b) => a - b,
    )
    expect(drawn[10_000]! / 30).toBeCloseTo(1, 1)
    expect(drawn[19_000]! / 120).toBeCloseTo(1, 1)
  })
})

describe('the load', () => {
  it('of 10,000 passages in one shard', async () => {
    const load = { passages: 10_000, shards: 1, questions: 12, rate: 20, named: 0 }
    const measured = await simulate(load)
    process.stdout.write(`${told(measured)}\n`)
    expect(measured.used.calls).toMatchObject({ vectorize: 1, embed: 1 })
    expect(measured.p95.total).toBeGreaterThanOrEqual(measured.p50.total)
    expect(measured.p50.total).toBeGreaterThan(measured.p50.rerank)
    expect(measured.subrequests).toBeLessThan(LIMITS.subrequests.value)
    expect(measured.cost.total).toBeGreaterThan(0)
    // The same again, but for what the machine does meanwhile.
    expect((await simulate(load)).used.rows_read).toBeCloseTo(measured.used.rows_read, 0)
  })

  it('of four shards: all are asked, or only that of the zone', async () => {
    const load = { passages: 400_000, shards: 4, questions: 6, rate: 0.5 }
    const [all, one] = [await simulate({ ...load, named: 0 }), await simulate({ ...load, named: 1 })]
    process.stdout.write(`${told(all)}\n${told(one)}\n`)
    expect(all.used.vector_queries).toBe(4)
    expect(one.used.vector_queries).toBeLessThan(2.1)
    expect(one.used.rows_read).toBeLessThan(all.used.rows_read)
    expect(one.cost.d1).toBeLessThan(all.cost.d1)
  })
})
