import { expect, it } from 'vitest'
import { check, Warning } from '../src/check.ts'

it('tells what a probe found, and how long that took', async () => {
  const slow = () => new Promise<string>((resolve) => setTimeout(() => resolve('7 articles'), 20))
  const found = await check('store', slow)
  expect(found).toEqual({ name: 'store', ok: true, detail: '7 articles', ms: expect.any(Number) })
  expect(found.ms).toBeGreaterThan(15)
})

it('tells a failure from what still works', async () => {
  expect(await check('disk', () => Promise.reject(new Error('gone')))).toMatchObject({
    name: 'disk',
    ok: false,
    detail: 'gone',
  })
  expect(await check('disk', () => Promise.reject(new Warning('9 MB free')))).toMatchObject({
    ok: true,
    warn: true,
    detail: '9 MB free',
  })
})
