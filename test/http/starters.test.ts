import { describe, expect, it } from 'vitest'
import type { Filters } from '../../src/article.ts'
import { fakeApp } from './fakes.ts'

describe('GET /v1/starters', () => {
  it('gives the questions that are ready', async () => {
    const { app } = fakeApp()
    const response = await app.request('/v1/starters')
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await response.json()).toEqual({ starters: ['外资到账目标是多少？', '总投资是多少？'] })
  })

  it('passes limit and filters on', async () => {
    const calls: [number | undefined, Filters | undefined][] = []
    const { app } = fakeApp({
      starters: async (limit, filters) => {
        calls.push([limit, filters])
        return []
      },
    })
    await app.request('/v1/starters')
    await app.request(
      `/v1/starters?limit=3&zone=${encodeURIComponent('昆山开发区')}&published_from=2023-01-01`,
    )
    expect(calls).toEqual([
      [6, {}],
      [3, { zone: '昆山开发区', published_from: '2023-01-01' }],
    ])
  })

  it.each(['limit=0', 'limit=13', 'limit=x', 'published_from=yesterday', 'colour=red'])(
    'refuses what it does not know: %s',
    async (query) => {
      const response = await fakeApp().app.request(`/v1/starters?${query}`)
      expect(response.status).toBe(422)
    },
  )

  it('takes GET only', async () => {
    const response = await fakeApp().app.request('/v1/starters', { method: 'POST' })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('GET, HEAD')
  })
})
