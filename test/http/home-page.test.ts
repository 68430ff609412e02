// The chat page and the page of one answer as the server draws them; how they look is tested in a browser.
import { describe, expect, it } from 'vitest'
import { OverloadError } from '../../src/errors.ts'
import type { Asking } from '../../src/engine.ts'
import type { Scope } from '../../src/keys/principal.ts'
import { chatDeps } from '../browser/answers.ts'
import { answer, fakeApp } from './fakes.ts'

const QUESTION = '外资到账目标是多少'
const asking = (question: string, more = ''): string => `/?q=${encodeURIComponent(question)}${more}`
const open = (...scopes: Scope[]) => ({ authenticate: () => ({ id: null, scopes: new Set(scopes) }) })

async function page(path: string, deps: Parameters<typeof fakeApp>[0] = {}) {
  const response = await fakeApp({ ...chatDeps().deps, ...deps }).app.request(path)
  const html = await response.text()
  const [, state = ''] = /data-state="([^"]*)"/.exec(html) ?? []
  return { response, html, state: state === '' ? null : JSON.parse(unescaped(state)) }
}

describe('the chat page', () => {
  it('shows what is collected, where to begin, and what the script needs', async () => {
    const { response, html, state } = await page('/')
    expect(response.headers.get('Content-Security-Policy')).toContain("trusted-types 'none'")
    expect(html).toContain('收录 36 篇 · 最新 2023-01-18')
    expect(html).toContain('外资到账目标是多少？')
    expect(html).not.toContain('name="robots"')
    expect(state).toMatchObject({ language: 'zh-Hans', kept: true, open: true, asked: null })
    expect(state.choices).toEqual({
      zones: ['江苏丹阳经济开发区', '苏州工业园区'],
      years: ['2023', '2022'],
      newest: '2023-01-18',
    })
  })

  it('answers with the filters, the conversation and the channel', async () => {
    const asked: [unknown, Asking | undefined][] = []
    const ask = async (request: unknown, _signal?: AbortSignal, more?: Asking) => (
      asked.push([request, more]),
      answer
    )
    const query = '&zone=甲区&from=2022-01-01&to=not-a-day&conversation=0123456789abcdef'
    const { html, state } = await page(asking(` ${QUESTION} `, query), { ask })
    expect(asked).toEqual([
      [
        {
          question: QUESTION,
          conversation_id: '0123456789abcdef',
          filters: { zone: '甲区', published_from: '2022-01-01' },
        },
        { channel: 'page', key: null },
      ],
    ])
    expect(html).toContain('name="conversation" value="0123456789abcdef"')
    expect(html).toContain('content="noindex"')
    expect(state.asked).toMatchObject({ state: 'answered', answer: { answer: '1亿美元' } })
  })

  it('makes a conversation of its own where none, or an odd one, is given', async () => {
    for (const given of ['', '&conversation=x']) {
      const { html } = await page(asking(QUESTION, given))
      expect(html).toMatch(/name="conversation" value="[0-9a-f-]{36}"/)
    }
  })

  it('says plainly that asking needs a key, and asks nothing', async () => {
    for (const path of ['/', asking(QUESTION)]) {
      const { deps, asked } = chatDeps()
      const { response, html, state } = await page(path, { ...deps, ...open('search') })
      expect(html).toContain('这里的提问不对外开放，需要密钥。')
      expect(html).not.toContain('<textarea')
      expect(html.split('需要密钥')).toHaveLength(2)
      expect(html.includes('最新收录')).toBe(path === '/')
      expect(state.open).toBe(false)
      expect(asked).toEqual([])
      expect(response.status).toBe(path === '/' ? 200 : 401)
    }
  })

  it('tells nothing of the articles to whoever may not search', async () => {
    const { html, state } = await page('/', open('ask'))
    expect(html).not.toContain('收录 36 篇')
    expect(html).not.toContain('最新收录')
    expect(state).toMatchObject({ newest: [], choices: { zones: [], newest: null } })
  })

  it('counts a question as the API does, and nothing else; refused, it keeps what was typed', async () => {
    let taken = 0
    const limits = {
      client: () => ({ address: 'a', loopback: false }),
      addressOf: () => null,
      take: () => {
        taken += 1
        const quota = { name: 'minute' as const, limit: 1, window: 60, remaining: 0, reset: 30 }
        return { quotas: [quota], exceeded: taken > 1 ? quota : null }
      },
    }
    const { deps, asked } = chatDeps()
    const { app } = fakeApp({ ...deps, limits })
    await app.request('/')
    expect(taken).toBe(0)
    expect((await app.request(asking(QUESTION))).status).toBe(200)
    const refused = await app.request(asking(QUESTION))
    const html = await refused.text()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('30')
    expect(html).toContain('问得太快了，请稍后再试，约 30 秒。')
    expect(html).toMatch(new RegExp(`<textarea[^>]*>${QUESTION}</textarea>`))
    expect(asked).toHaveLength(1)
  })

  it('draws what a reader can do something about, and leaves the rest to the page of errors', async () => {
    const failing = (error: Error) => ({
      ask: async () => {
        throw error
      },
    })
    const busy = await page(asking(QUESTION), failing(new OverloadError('64 questions are in work')))
    expect(busy.response.status).toBe(503)
    expect(busy.html).toContain('现在提问的人多')
    const long = await page(asking('问'.repeat(501)))
    expect(long.response.status).toBe(422)
    expect(long.html).toContain('问题太长：最多 500 字，现在 501 字。')
    const broken = await page(asking(QUESTION), failing(new Error('/srv/index is gone')))
    expect(broken.response.status).toBe(500)
    expect(broken.html).not.toContain('/srv')
  })

  it('shows what visitors type as text', async () => {
    const { html } = await page(asking('外资"><script>alert(1)</script>'))
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&lt;script&gt;')
  })

  it('offers no page of an answer where answers are not kept', async () => {
    const { noAnswers } = await import('../../src/answers/answers.ts')
    const { html, state } = await page(asking(QUESTION), { answers: noAnswers() })
    expect(state.kept).toBe(false)
    expect(html).not.toContain('href="/answers/')
  })
})

describe('the page of one answer', () => {
  it('is there for whoever knows its address', async () => {
    const { app } = fakeApp(chatDeps().deps)
    const reply = await app.request('/v1/ask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question: QUESTION }),
    })
    const { id } = (await reply.json()) as { id: string }
    const found = await app.request(`/answers/${id}`)
    const html = await found.text()
    expect(found.status).toBe(200)
    expect(html).toContain('content="noindex"')
    expect(html).toContain('这篇文章后来有改动')
    expect(html).toContain('2026-11-23 的回答')
  })

  it('is not there for others', async () => {
    const missing = await page('/answers/ans_none')
    expect(missing.response.status).toBe(404)
    expect(missing.html).toContain('没有这个回答。')
    const closed = await page('/answers/ans_1', open('search'))
    expect(closed.response.status).toBe(401)
    expect(closed.html).toContain('需要密钥')
    const off = await page('/answers/ans_1', { answers: fakeApp().deps.answers })
    expect(off.response.status).toBe(404)
  })
})

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
