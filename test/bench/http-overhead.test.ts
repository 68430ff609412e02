import { expect, it } from 'vitest'
import { measureOverhead } from './http-overhead.ts'

const LOST = 0.3
const ATTEMPTS = 5

it(
  'the whole middleware costs at most three tenths of the requests a second',
  { timeout: 120_000 },
  async () => {
    // A machine that does other work may spoil one measurement, not all.
    const lost: number[] = []
    for (let i = 0; i < ATTEMPTS && !(Math.min(...lost) <= LOST); i += 1) {
      const { bare, chain } = await measureOverhead()
      expect(bare).toBeGreaterThan(100)
      lost.push(chain)
    }
    expect(Math.min(...lost)).toBeLessThanOrEqual(LOST)
  },
)
