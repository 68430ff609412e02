import { expect, it } from 'vitest'
import { createConversations } from '../src/conversations.ts'

it('keeps the turns of each conversation apart, the last twenty messages', async () => {
  const conversations = createConversations()
  for (let i = 0; i < 12; i += 1) await conversations.add('a', `问${i}`, `答${i}`)
  await conversations.add('b', '问', '')
  const turns = await conversations.get('a')
  expect(turns).toHaveLength(20)
  expect(turns[0]).toEqual({ role: 'user', content: '问2' })
  expect(turns.at(-1)).toEqual({ role: 'assistant', content: '答11' })
  expect(await conversations.get('b')).toHaveLength(2)
  expect(await conversations.get('c')).toEqual([])
})

it('forgets a conversation that was silent too long', async () => {
  let time = 0
  const conversations = createConversations({ ttl: 100, now: () => time })
  await conversations.add('a', '问', '答')
  time = 100
  expect(await conversations.get('a')).toHaveLength(2)
  time = 101
  expect(await conversations.get('a')).toEqual([])
  await conversations.add('a', '再问', '')
  expect(await conversations.get('a')).toHaveLength(2)
})

it('beyond its size forgets the ones that were silent longest', async () => {
  const conversations = createConversations({ max: 2 })
  await conversations.add('a', '问', '')
  await conversations.add('b', '问', '')
  await conversations.add('a', '问', '')
  await conversations.add('c', '问', '')
  expect(await Promise.all(['a', 'b', 'c'].map(async (id) => (await conversations.get(id)).length))).toEqual([
    4, 0, 2,
  ])
})

it('gives a copy that nobody can change', async () => {
  const conversations = createConversations()
  await conversations.add('a', '问', '')
  ;(await conversations.get('a')).pop()
  expect(await conversations.get('a')).toHaveLength(2)
})
