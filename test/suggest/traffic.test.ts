import { expect, it } from 'vitest'
import { createTraffic } from '../../src/suggest/traffic.ts'

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false
  void promise.then(() => (done = true))
  await new Promise((resolve) => setImmediate(resolve))
  return done
}

it('is idle at once while nobody is served', async () => {
  expect(await settled(createTraffic().idle())).toBe(true)
})

it('waits for the last of those served, also when one fails', async () => {
  const { during, idle } = createTraffic()
  const ends: { resolve(): void; reject(error: Error): void }[] = []
  const serve = during(() => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })))
  const [first, second] = [serve(), serve().catch(() => undefined)]
  const waiting = idle()
  ends[0]!.resolve()
  await first
  expect(await settled(waiting)).toBe(false)
  ends[1]!.reject(new Error('failed'))
  await second
  expect(await settled(waiting)).toBe(true)
})

it('counts events until nobody takes any more', async () => {
  const { duringAll, idle } = createTraffic()
  const events = duringAll(async function* three() {
    yield* [1, 2, 3]
  })()[Symbol.asyncIterator]()
  expect(await settled(idle())).toBe(true)
  await events.next()
  const waiting = idle()
  expect(await settled(waiting)).toBe(false)
  await events.return?.()
  expect(await settled(waiting)).toBe(true)
})

it('takes no pause between two of them for the end, and rests once after the last', async () => {
  const rests: (() => void)[] = []
  const { during, idle } = createTraffic(() => new Promise((resolve) => rests.push(resolve)))
  const serve = during(async () => undefined)
  // Nobody came yet: nothing to rest from.
  expect(await settled(idle())).toBe(true)
  await serve()
  const waiting = idle()
  expect(await settled(waiting)).toBe(false)
  await serve()
  rests[0]!()
  expect(await settled(waiting)).toBe(false)
  rests[1]!()
  expect(await settled(waiting)).toBe(true)
  expect(await settled(idle())).toBe(true)
  expect(rests).toHaveLength(2)
})
