import { expect, it } from 'vitest'
import { SAME_STORY, signatureOf, similarity } from '../../src/ingest/near-duplicate.ts'

const like = (a: string, b: string): number => similarity(signatureOf(a), signatureOf(b))
// No shingle of five characters occurs twice in it.
const prose = (seed: number, length = 400): string =>
  Array.from({ length }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919 + seed * 104_729) % 20_000))).join(
    '',
  )

it('equal texts are alike, whatever their width, spacing, punctuation and script', () => {
  expect(like(prose(1), prose(1))).toBe(1)
  expect(like('開發區，簽約１００個項目！今天上午', '开发区签约 100 个项目。今天上午')).toBe(1)
})

it('different texts are not', () => {
  expect(like(prose(1), prose(2))).toBeLessThan(0.1)
})

it('a re-post with a line added is the same story; one that shares a third is not', () => {
  expect(like(prose(1), `来源：丹阳日报。${prose(1)}责任编辑张三`)).toBeGreaterThanOrEqual(SAME_STORY)
  expect(like(prose(1, 300) + prose(2, 600), prose(1, 300) + prose(3, 600))).toBeLessThan(SAME_STORY)
})

it('estimates the share of common shingles within three standard errors', () => {
  for (const shared of [0.25, 0.5, 0.75]) {
    const same = Math.round(shared * 1000)
    const [a, b] = [2, 3].map((seed) => prose(1, same) + prose(seed, 1000 - same)) as [string, string]
    const jaccard = same / (2000 - same)
    expect(Math.abs(like(a, b) - jaccard)).toBeLessThan(3 * 0.063)
  }
})

it('is deterministic and has 64 values, also for a text shorter than a shingle or without characters', () => {
  expect([...signatureOf('丹阳')]).toEqual([...signatureOf('丹阳')])
  expect(signatureOf('丹阳')).toHaveLength(64)
  expect(like('丹阳', '江苏')).toBeLessThan(0.1)
  expect(new Set(signatureOf('。， \n'))).toEqual(new Set([0xffffffff]))
})
