import { expect, it } from 'vitest'
import { createConversations } from '../src/conversations.ts'
import { conversationsContract } from './contracts/conversations.ts'

conversationsContract('in memory', async (options) => createConversations(options))

it('keep what was said for half an hour', async () => {
  let time = 0
  const conversations = createConversations({ now: () => time })
  await conversations.add('a', '问', '答')
  time = 30 * 60_000
  expect(await conversations.get('a')).toHaveLength(2)
  time += 1
  expect(await conversations.get('a')).toEqual([])
})
