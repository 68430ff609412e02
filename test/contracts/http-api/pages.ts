// The pages of a whole service: what they are sent with, what they load, and what they do without a script.
import { describe, expect, it } from 'vitest'
import {
  ANSWER,
  answerIn,
  bearer,
  caller,
  expectProblem,
  madeKey,
  QUESTION,
  ZONE,
  type Suite,
} from './served.ts'

const HTML = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
const FOR_GOOD = 'public, max-age=31536000, immutable'

export function pagesSuite(suite: Suite): void {
  const call = caller(suite)
  const page = async (path: string, headers: Record<string, string> = {}, status = 200) => {
    const response = await suite
      .served()
      .fetch(path, { headers: { ...HTML, ...headers }, redirect: 'manual' })
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    return { response, html: await response.text() }
  }
  const filesOf = (html: string): string[] =>
    [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!)

  describe('pages', () => {
    it('of asking load their own files only, under a strict policy', async () => {
      const { response, html } = await page('/')
      expect(response.headers.get('Content-Security-Policy')).toBe(POLICY)
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.get('Vary')).toMatch(/Accept-Language/)
      const files = filesOf(html)
      expect(files.map((path) => path.replace(/-[A-Z0-9]{8}\./, '.')).sort()).toEqual([
        '/assets/chat.css',
        '/assets/chat.js',
      ])
      expect(html).not.toMatch(/<script(?![^>]* src="\/assets\/)/)
      expect(html).toContain(ZONE)
    })

    it('answer without a script', async () => {
      const { html } = await page(`/?q=${encodeURIComponent(QUESTION)}&zone=${encodeURIComponent(ZONE)}`)
      expect(html).toContain(ANSWER)
      expect(html).toContain('content="noindex"')
      const conversation = /name="conversation" value="([^"]+)"/.exec(html)![1]!
      const next = await page(`/?q=${encodeURIComponent('那苏州工业园区呢')}&conversation=${conversation}`)
      expect(next.html).toMatch(/苏州工业园区[^<]{0,40}外资到账/)
    })

    it('of an article mark what is cited, and are read again only when they changed', async () => {
      const { citations } = await answerIn(await call('/v1/ask', { question: QUESTION }))
      const { article, start, end, quote } = citations[0]!
      const path = `/articles/${encodeURIComponent(article.id)}?c=${start}-${end}`
      const { response, html } = await page(path)
      expect(response.headers.get('Content-Security-Policy')).toBe(POLICY)
      expect(html).toContain('<mark')
      expect(html.replaceAll(/<[^>]+>/g, '')).toContain(quote.split('\n')[0])
      const etag = response.headers.get('ETag')!
      const again = await suite.served().fetch(path, { headers: { ...HTML, 'If-None-Match': etag } })
      expect(again.status).toBe(304)
    })

    it('of a shared answer are there once it is kept', async () => {
      const { id } = await answerIn(await call('/v1/ask', { question: QUESTION }))
      await expect.poll(async () => (await call(`/v1/answers/${id}`)).status).toBe(200)
      expect((await page(`/answers/${id}`)).html).toContain(ANSWER)
      await page('/answers/ans_none', {}, 404)
    })

    it('tell people what went wrong, and programs in their own form', async () => {
      const { response, html } = await page('/articles/none', {}, 404)
      expect(response.headers.get('Content-Security-Policy')).toBe(POLICY)
      expect(html).toContain(response.headers.get('X-Request-Id'))
      await expectProblem(await call('/articles/none'), 404, 'article_not_found')
    })
  })

  describe('their files', () => {
    it('may be kept for good, by a name that holds what they hold', async () => {
      const paths = filesOf((await page('/')).html)
      for (const path of paths) {
        const response = await suite.served().fetch(path)
        const { headers } = response
        expect(response.status).toBe(200)
        expect(headers.get('Content-Type')).toBe(
          path.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'text/css; charset=utf-8',
        )
        expect(headers.get('Cache-Control')).toBe(FOR_GOOD)
        expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
        expect((await response.text()).length).toBeGreaterThan(500)
        const etag = headers.get('ETag')!
        for (const known of [etag, `W/${etag.replace(/^W\//, '')}`]) {
          const again = await suite.served().fetch(path, { headers: { 'If-None-Match': known } })
          expect([again.status, await again.text()]).toEqual([304, ''])
          expect(again.headers.get('Cache-Control')).toBe(FOR_GOOD)
        }
      }
      const head = await suite.served().fetch(paths[0]!, { method: 'HEAD' })
      expect([head.status, await head.text()]).toEqual([200, ''])
    })

    it('of another release are not there, nor anything beside them', async () => {
      await expectProblem(await call('/assets/chat-00000000.js'), 404, 'not_found')
      for (const path of ['/assets.json', '/assets/', '/assets/..%2Fassets.json']) {
        expect((await call(path)).status).toBe(404)
      }
      await expectProblem(await call('/assets/chat-00000000.js', {}), 405, 'method_not_allowed')
    })

    it('for portals are open to every page, under a name that stays', async () => {
      const widget = await suite.served().fetch('/widget.js')
      expect(widget.status).toBe(200)
      expect(widget.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
      expect(widget.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
      expect(widget.headers.get('Cache-Control')).toBe('public, max-age=300')
      expect(await widget.text()).toContain('TouWen')
      const icon = await suite.served().fetch('/favicon.svg')
      expect([icon.status, icon.headers.get('Content-Type')]).toEqual([200, 'image/svg+xml'])
    })
  })

  describe('the console', () => {
    const own = () => ({ Origin: suite.served().origin })
    const signIn = (key: string, headers: Record<string, string> = own()) =>
      suite.served().fetch('/console/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({ key, back: '/console/articles' }).toString(),
        redirect: 'manual',
      })

    it('asks for a key', async () => {
      const { html } = await page('/console')
      expect(html).toContain('type="password"')
      expect(filesOf(html).some((path) => path.endsWith('.js'))).toBe(false)
      expect((await signIn('tw_nothing')).status).toBe(401)
      const { key } = await madeKey(suite, { scopes: ['ask'] })
      expect((await signIn(key)).status).toBe(403)
    })

    it('gives a session that serves its own pages only, and ends with its key', async () => {
      const { id, key } = await madeKey(suite, { scopes: ['admin'] })
      await expectProblem(await signIn(key, { Origin: 'https://evil.example.net' }), 403, 'forbidden')
      const begun = await signIn(key)
      expect([begun.status, begun.headers.get('Location')]).toEqual([303, '/console/articles'])
      const set = begun.headers.get('Set-Cookie')!
      expect(set).toMatch(/^tw_console=[\w.-]+;.*HttpOnly.*SameSite=Strict/i)
      expect(set.includes('Secure')).toBe(suite.served().origin.startsWith('https:'))
      expect(set).not.toContain(key)
      const cookie = { Cookie: set.split(';')[0]! }
      const { html } = await page('/console', cookie)
      expect(
        filesOf(html)
          .map((path) => path.replace(/-[A-Z0-9]{8}\./, '.'))
          .sort(),
      ).toEqual(['/assets/console.css', '/assets/console.js'])
      const keys = (headers: Record<string, string> = {}) =>
        call('/v1/keys', undefined, { headers: { ...cookie, 'X-TouWen-Console': '1', ...headers } })
      expect((await keys()).status).toBe(200)
      await expectProblem(await keys({ Origin: 'https://evil.example.net' }), 403, 'forbidden')
      await expectProblem(await call('/v1/keys', undefined, { headers: cookie }), 401, 'unauthorized')
      const revoke = await call(`/v1/keys/${id}`, undefined, {
        method: 'DELETE',
        headers: bearer(suite.served().key),
      })
      expect(revoke.status).toBe(204)
      await expect.poll(async () => (await keys()).status).toBe(401)
    })
  })
}
