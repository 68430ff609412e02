import { describe, expect, it } from 'vitest'
import { calibrateRemote } from '../../src/eval/calibrate-remote.ts'
import { remoteEvidence } from '../../src/eval/remote.ts'
import type { Evidence } from '../../src/evidence-contract.ts'
import type { GoldQuestion } from '../../src/eval/dataset.ts'

const evidence: Evidence = {
  reader: 'r@1', question: '外资到账多少', asked_at: '2022-03-10T00:00:00Z', translation: null, weights: [], passages: [],
} // prettier-ignore

/** A deployment that replies so, one reply after the other; `asked` and `slept` record what was done. */
function deployment(replies: (() => Response)[]) {
  const asked: { url: string; key: string | undefined }[] = []
  const slept: number[] = []
  const of = remoteEvidence({
    url: 'https://ask.example.cn/console?x=1',
    key: 'tw_a',
    fetch: (async (url: string, init: { headers: Record<string, string> }) => {
      asked.push({ url, key: init.headers['Authorization'] })
      return replies[Math.min(asked.length, replies.length) - 1]!()
    }) as unknown as typeof fetch,
    sleep: async (ms) => void slept.push(ms),
  })
  return { of: () => of({ question: '外资到账多少' }), asked, slept }
}
const problem = (status: number, headers = {}) => () =>
  Response.json({ code: 'x', detail: 'so it is' }, { status, headers })
const good = () => Response.json(evidence)

describe('evidence of a deployment', () => {
  it('is asked of its origin with the key', async () => {
    const { of, asked } = deployment([good])
    expect(await of()).toEqual(evidence)
    expect(asked).toEqual([{ url: 'https://ask.example.cn/v1/evidence', key: 'Bearer tw_a' }])
  })

  it('is waited for as long as the deployment says', async () => {
    const { of, slept } = deployment([problem(429, { 'retry-after': '7' }), problem(503), good])
    expect(await of()).toEqual(evidence)
    expect(slept).toEqual([7000, 2000, 4000])
  })

  it.each([
    [401, /TOUWEN_EDGE_KEY/],
    [403, /scope admin/],
    [404, /deploy this version/],
  ])('%i is told at once with the remedy', async (status, remedy) => {
    const { of, asked } = deployment([problem(status)])
    await expect(of()).rejects.toThrow(remedy)
    expect(asked).toHaveLength(1)
  })

  it('is not taken in another shape', async () => {
    await expect(deployment([() => Response.json({ reader: 1 })]).of()).rejects.toThrow(/reader/)
  })

  it.each(['ask.example.cn', 'ftp://ask.example.cn'])('%s is no address', (url) => {
    expect(() => remoteEvidence({ url, key: 'k' })).toThrow(/is no address/)
  })
})

describe('fitting on it', () => {
  const gold = (type: string): GoldQuestion => ({
    question: '外资到账多少', type, doc: '丹', answers: ['1亿美元'], evidence: [], also: [],
  }) // prettier-ignore
  const options = { askedAt: '2022-03-10T00:00:00Z', fittedOn: [], fittedAt: '2022-03-10', maxFalseAnswers: 0.2 }

  it('is refused where the articles are not loaded', async () => {
    await expect(
      calibrateRemote(async () => evidence, [gold('number'), gold('unanswerable')], options),
    ).rejects.toThrow(/load the articles/)
  })

  it('is refused when the reader changes meanwhile', async () => {
    const readers = ['a', 'b']
    await expect(
      calibrateRemote(async () => ({ ...evidence, reader: readers.shift()! }), [gold('number'), gold('number')], options),
    ).rejects.toThrow(/reader changed from a to b/)
  })
})
