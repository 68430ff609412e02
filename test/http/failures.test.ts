import { describe, expect, it } from 'vitest'
import { IndexError, InputError, LockedError, OverloadError, StorageError } from '../../src/errors.ts'
import { answer, fakeApp, json, latch, problemIn } from './fakes.ts'

const QUESTION = { question: '外资到账目标是多少' }

describe('overload and failure', () => {
  it('refuses one question too many at once with 503 and Retry-After, and recovers', async () => {
    const finish = latch()
    const { app } = fakeApp({ maxInFlight: 2, ask: () => finish.opened.then(() => answer) })
    const first = [app.request('/v1/ask', json(QUESTION)), app.request('/v1/ask', json(QUESTION))]
    const third = await app.request('/v1/ask', json(QUESTION))
    expect(third.status).toBe(503)
    expect(third.headers.get('Retry-After')).toBe('1')
    expect(await problemIn(third)).toMatchObject({ code: 'overloaded' })
    expect((await app.request('/livez')).status).toBe(200)
    finish.open()
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200])
    expect((await app.request('/v1/ask', json(QUESTION))).status).toBe(200)
  })

  it('answers an unexpected error with 500 and nothing of its inside, which is logged', async () => {
    const broken = new Error('SQLITE_CORRUPT /srv/secret', { cause: new Error('the disk') })
    const { app, log } = fakeApp({ ask: () => Promise.reject(broken) })
    const response = await app.request('/v1/ask', json(QUESTION))
    expect(response.status).toBe(500)
    const body = await problemIn(response)
    expect(body['code']).toBe('internal')
    expect(JSON.stringify(body)).not.toMatch(/SQLITE|secret|at .*\.ts/)
    expect(log[0]).toMatchObject({ level: 'error', status: 500, code: 'internal', request_id: 'made-id' })
    expect(log[0]?.error).toMatch(/SQLITE_CORRUPT[\s\S]*caused by[\s\S]*the disk/)
  })

  it('survives a throw that is no Error', async () => {
    // oxlint-disable-next-line prefer-promise-reject-errors
    const response = await fakeApp({ ask: () => Promise.reject('a string') }).app.request(
      '/v1/ask',
      json(QUESTION),
    )
    expect(response.status).toBe(500)
    expect(await problemIn(response)).toMatchObject({ code: 'internal' })
  })

  it.each([
    [new OverloadError('2000 readings wait already'), 503, 'overloaded', '1', /2000/],
    [new IndexError('/srv/index is gone'), 503, 'index_unusable', '10', /^(?!.*srv)/],
    [new StorageError('full', '/srv/index', new Error('x')), 507, 'disk_full', null, /^(?!.*srv).*full/],
    [new StorageError('read_only', '/srv/index', 0), 503, 'disk_read_only', '10', /^(?!.*srv)/],
    [new LockedError('/srv/index is written by 17'), 409, 'index_locked', null, /^(?!.*srv)/],
    [
      new InputError('too often', { code: 'rate_limited', status: 429 }),
      429,
      'rate_limited',
      '10',
      /too often/,
    ],
  ])('maps %s', async (thrown, status, code, retryAfter, detail) => {
    const response = await fakeApp({ search: () => Promise.reject(thrown) }).app.request(
      '/v1/search',
      json({ query: 'x' }),
    )
    expect(response.status).toBe(status)
    expect(response.headers.get('Retry-After')).toBe(retryAfter)
    const body = await problemIn(response)
    expect(body['code']).toBe(code)
    expect(body['detail']).toMatch(detail)
  })

  it('hands an aborted request to the engine and logs 499', async () => {
    const gone = new AbortController()
    let given: AbortSignal | undefined
    const ask = (_: unknown, signal?: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        given = signal
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
        setTimeout(() => gone.abort(), 5)
      })
    const { app, log } = fakeApp({ ask })
    await app.request('/v1/ask', { ...json(QUESTION), signal: gone.signal })
    expect(given?.aborted).toBe(true)
    expect(log).toMatchObject([{ status: 499, code: 'client_closed_request' }])
  })
})
