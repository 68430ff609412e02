// What every keeper of conversations must do.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Conversations, ConversationsOptions } from '../../src/conversations.ts'

/** One that forgets when a schedule tells it to, and not with each question. */
type Tended = Conversations & { tend?: () => Promise<void> }

const [A, B, C] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'] as const

/** Run the suite over keepers that hold nothing yet. */
export function conversationsContract(
  name: string,
  create: (options: ConversationsOptions) => Promise<Tended>,
): void {
  describe(`conversations: ${name}`, () => {
    let time: number
    let kept: Tended
    beforeEach(async () => {
      time = 1_000_000
      kept = await create({ ttl: 100, max: 2, now: () => time })
    })
    const count = async (id: string): Promise<number> => (await kept.get(id)).length

    it('keeps the turns of each apart, the last twenty messages, as they were', async () => {
      for (let i = 0; i < 12; i += 1) await kept.add(A, `问${i}`, `答“${i}”`)
      await kept.add(B, '问', '')
      const turns = await kept.get(A)
      expect(turns).toHaveLength(20)
      expect(turns[0]).toEqual({ role: 'user', content: '问2' })
      expect(turns.at(-1)).toEqual({ role: 'assistant', content: '答“11”' })
      expect(await kept.get(B)).toEqual([
        { role: 'user', content: '问' },
        { role: 'assistant', content: '' },
      ])
      expect(await kept.get(C)).toEqual([])
    })

    it('forgets one that was silent too long', async () => {
      await kept.add(A, '问', '答')
      time += 100
      expect(await count(A)).toBe(2)
      time += 1
      expect(await kept.get(A)).toEqual([])
      await kept.add(A, '再问', '')
      expect(await count(A)).toBe(2)
      time += 60
      await kept.add(A, '又问', '')
      time += 60
      expect(await count(A)).toBe(4)
    })

    it('beyond its size forgets those that were silent longest', async () => {
      for (const id of [A, B, A, C]) {
        await kept.add(id, '问', '')
        time += 1
      }
      await kept.tend?.()
      expect(await Promise.all([A, B, C].map(count))).toEqual([4, 0, 2])
    })

    it('loses no question of two that come at the same time', async () => {
      await Promise.all(['甲', '乙', '丙', '丁'].map((question) => kept.add(A, question, '')))
      const asked = (await kept.get(A)).flatMap(({ role, content }) => (role === 'user' ? [content] : []))
      expect(asked.sort()).toEqual(['甲', '乙', '丙', '丁'].sort())
    })

    it('gives a copy that nobody can change', async () => {
      await kept.add(A, '问', '')
      ;(await kept.get(A)).pop()
      expect(await count(A)).toBe(2)
    })
  })
}
