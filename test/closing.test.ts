import { expect, it } from 'vitest'
import { closeAll } from '../src/closing.ts'

it('ends all, last first, also behind one that fails, and tells of the first failure', async () => {
  const ended: string[] = []
  const end = (name: string) => async (): Promise<void> => void ended.push(name)
  const fail = (name: string) => (): Promise<void> => Promise.reject(new Error(name))
  const closers = [end('lock'), fail('store'), end('vectors'), fail('disk')]
  await expect(closeAll(closers)).rejects.toThrow('disk')
  expect(ended).toEqual(['vectors', 'lock'])
  // Each only once.
  await closeAll(closers)
  expect(ended).toHaveLength(2)
})
