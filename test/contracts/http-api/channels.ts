// Channels of a whole service: what the widget of a portal does, from its line to the answer.
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../src/channel-contract.ts'
import {
  ANSWER,
  answerIn,
  bearer,
  caller,
  expectProblem,
  keyed,
  QUESTION,
  ZONE,
  type Suite,
} from './served.ts'

const HOST = 'https://portal.example.cn'
const EVIL = 'https://evil.example.net'

export function channelsSuite(suite: Suite): void {
  const call = caller(suite)
  const change = (method: string, id: string, body?: object, headers: Record<string, string> = {}) =>
    call(`/v1/channels/${id}`, body, keyed(suite, { method, headers }))
  const begin = (id: string, origin: string = HOST) =>
    call(`/v1/channels/${id}/sessions`, undefined, { method: 'POST', headers: { Origin: origin } })
  const token = async (id: string) => ((await (await begin(id)).json()) as Session).token
  const ask = (given: string, origin: string = HOST) =>
    call('/v1/ask', { question: QUESTION }, { headers: { ...bearer(given), Origin: origin } })
  // Counted as a question is, and quicker where models are slow.
  const search = (given: string) =>
    call('/v1/search', { query: '外资' }, { headers: { ...bearer(given), Origin: HOST } })
  const wish = { name: '门户', origins: [HOST], filters: { zone: ZONE } }

  describe('channels', () => {
    it('are made, changed and removed over the version that was seen', async () => {
      await expectProblem(await call('/v1/channels'), 401, 'unauthorized')
      const made = await change('PUT', 'first', wish, { 'If-None-Match': '*' })
      expect([made.status, made.headers.get('Location')]).toEqual([201, '/v1/channels/first'])
      const etag = made.headers.get('ETag')!
      const changed = await change('PATCH', 'first', { title: '问一问' }, { 'If-Match': etag })
      expect(await changed.json()).toMatchObject({ ...wish, title: '问一问' })
      const stale = await change('PATCH', 'first', { title: '再问' }, { 'If-Match': etag })
      await expectProblem(stale, 412, 'precondition_failed')
      const { items } = (await (await call('/v1/channels', undefined, keyed(suite))).json()) as {
        items: object[]
      }
      expect(items).toContainEqual(expect.objectContaining({ id: 'first', title: '问一问' }))
      expect((await change('DELETE', 'first')).status).toBe(204)
      await expectProblem(await change('GET', 'first'), 404, 'not_found')
    })

    it('give the pages of their origins a session to ask with, about their articles', async () => {
      await change('PUT', 'portal', wish)
      const begun = await begin('portal')
      expect(begun.headers.get('Access-Control-Allow-Origin')).toBe(HOST)
      const session = (await begun.json()) as Session
      expect(session.token).toMatch(/^twc_/)
      expect(session.appearance.colours.light.accent).toMatch(/^#[0-9a-f]{6}$/)
      const asked = await ask(session.token)
      expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(HOST)
      expect(await answerIn(asked)).toMatchObject({ outcome: 'answered', answer: ANSWER })
      const page = await call('/v1/articles?limit=50', undefined, {
        headers: { ...bearer(session.token), Origin: HOST },
      })
      const { items } = (await page.json()) as { items: { zone: string }[] }
      expect(new Set(items.map(({ zone }) => zone))).toEqual(new Set([ZONE]))
      await expectProblem(await begin('portal', EVIL), 403, 'origin_not_allowed')
      await expectProblem(await ask(session.token, EVIL), 403, 'origin_not_allowed')
      await expectProblem(await ask(`${session.token}x`), 401, 'unauthorized')
      await expectProblem(await begin('nothing'), 404, 'not_found')
    })

    it('are shown in a frame that only their pages may hold', async () => {
      await change('PUT', 'framed', { ...wish, title: '丹阳问答' })
      const frame = (host: string) => suite.served().fetch(`/embed/framed?host=${encodeURIComponent(host)}`)
      const shown = await frame(HOST)
      expect(shown.status).toBe(200)
      expect(shown.headers.get('Content-Security-Policy')).toContain(`frame-ancestors ${HOST};`)
      const html = await shown.text()
      expect(html).toContain('丹阳问答')
      expect(html).toMatch(/src="\/assets\/embed-[A-Z0-9]{8}\.js"/)
      expect((await frame(EVIL)).status).toBe(403)
      expect((await suite.served().fetch('/embed/nothing')).status).toBe(404)
    })

    it('have a daily budget of questions', async () => {
      await change('PUT', 'small', { ...wish, daily: 1 })
      const given = await token('small')
      const first = await search(given)
      expect([first.status, first.headers.get('RateLimit')]).toEqual([
        200,
        expect.stringContaining('"channel";r=0'),
      ])
      await expectProblem(await search(given), 429, 'rate_limited')
    })

    it('end with their sessions when they are switched off', async () => {
      await change('PUT', 'short', wish)
      const given = await token('short')
      expect((await search(given)).status).toBe(200)
      await change('PATCH', 'short', { enabled: false })
      await expect.poll(async () => (await search(given)).status).toBe(401)
      expect((await begin('short')).status).toBe(404)
    })
  })
}
