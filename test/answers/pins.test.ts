import { describe, expect, it } from 'vitest'
import { pinRequestSchema, type PinRequest } from '../../src/answer-contract.ts'
import { createMatcher } from '../../src/answers/matcher.ts'
import { createPinStore } from '../../src/answers/sql-pins.ts'
import type { Article } from '../../src/article.ts'
import { article, TEXT } from '../http/fakes.ts'
import { service } from './service.ts'

const QUESTION = '丹阳开发区外资到账目标是多少'
const START = TEXT.indexOf('外资到账')
const QUOTE = TEXT.slice(START, START + 9)
const citation = { article_id: 'dy/1', revision: 2, start: START, end: START + 9 }

function pin(changes: Partial<Record<keyof PinRequest, unknown>> = {}): PinRequest {
  return pinRequestSchema.parse({ question: QUESTION, answer: '1亿美元', citation, ...changes })
}

const byAuthor = (changes: object = {}) => pin({ citation: undefined, author: '招商局王芳', ...changes })

describe('a pinned answer', () => {
  it('takes the place of the search, quotes its article exactly, and says what it is', async () => {
    const { ask, pins, answers } = await service()
    await pins.put('p1', pin())
    const reply = await ask({ question: '请问丹阳开发区外资到账的目标是多少？' })
    expect(QUOTE).toBe('外资到账1亿美元的')
    expect(reply).toMatchObject({
      outcome: 'answered',
      answer: '1亿美元',
      text: `${QUOTE}[1]`,
      confidence: 1,
      pinned: { id: 'p1', author: null, updated_at: '2026-11-23T08:00:00.000Z' },
      refusal: null,
      alternatives: [],
    })
    const [cited] = reply.citations
    expect(article.text.slice(cited!.start, cited!.end)).toBe(cited!.quote)
    expect(article.text.slice(cited!.answer_start!, cited!.answer_end!)).toBe('1亿美元')
    expect(reply.text.slice(cited!.in_text!.start, cited!.in_text!.end)).toBe(cited!.quote)
    expect((await answers.questions({}, 1)).items[0]).toMatchObject({ pin_id: 'p1', outcome: 'answered' })
  })

  it('tells the answer before the quote that does not hold it', async () => {
    const { ask, pins } = await service()
    await pins.put('p1', pin({ answer: '以公告为准' }))
    const { text, citations } = await ask({ question: QUESTION })
    expect(text).toBe(`以公告为准\n${QUOTE}[1]`)
    expect(citations[0]).toMatchObject({ answer_start: null, in_text: { start: 6, end: 15 } })
  })

  it('names its author where it cites nothing', async () => {
    const { ask, pins } = await service()
    await pins.put('p1', byAuthor({ answer: '2亿美元' }))
    expect(await ask({ question: QUESTION })).toMatchObject({
      answer: '2亿美元',
      text: '2亿美元',
      citations: [],
      notes: ['本答案由招商局王芳提供，2026-11-23更新'],
      pinned: { author: '招商局王芳' },
    })
  })

  it('is streamed as well', async () => {
    const { stream, pins } = await service()
    await pins.put('p1', pin())
    const events = []
    for await (const event of stream({ question: QUESTION })) events.push(event)
    expect(events.at(-1)).toMatchObject({ answer: { pinned: { id: 'p1' } } })
  })

  it.each([
    '句容开发区外资到账目标是多少',
    '2022年丹阳开发区外资到账目标是多少',
    '丹阳开发区外资到账是多少',
    '丹阳开发区外资到账目标增长多少',
    '丹阳开发区外资到账目标是多少欧元',
    '丹阳开发区外资到账目标为什么没有完成',
    '你好',
  ])('does not answer “%s”', async (question) => {
    const { ask, pins } = await service()
    await pins.put('p1', pin())
    expect((await ask({ question })).pinned).toBeNull()
  })

  it('answers its similar questions and not its negative ones, nor what is nearer to those', async () => {
    const { ask, pins } = await service()
    await pins.put(
      'p1',
      pin({
        similar: ['丹阳今年要引多少外资', '丹阳开发区到账外资目标'],
        negative: ['丹阳开发区外资到账目标有多少'],
      }),
    )
    expect((await ask({ question: '今年丹阳要引多少外资？' })).pinned?.id).toBe('p1')
    expect((await ask({ question: '丹阳开发区外资到账目标有多少' })).pinned).toBeNull()
    await pins.put('p1', pin({ negative: ['丹阳开发区到账外资的目标总额'] }))
    expect((await ask({ question: '丹阳开发区到账外资的目标总额是多少' })).pinned).toBeNull()
    expect((await ask({ question: QUESTION })).pinned?.id).toBe('p1')
  })

  it('speaks of “今年” as the year in which it was written', async () => {
    const { ask, pins, clock } = await service()
    const question = '丹阳开发区今年外资到账目标是多少'
    await pins.put('p1', pin({ question }))
    expect((await ask({ question, asked_at: '2026-12-31T00:00:00Z' })).pinned?.id).toBe('p1')
    expect((await ask({ question: QUESTION.replace('区', '区2026年') })).pinned?.id).toBe('p1')
    expect((await ask({ question, asked_at: '2027-01-01T00:00:00Z' })).pinned).toBeNull()
    expect(clock.now.getUTCFullYear()).toBe(2026)
  })

  it('is not used when disabled or expired', async () => {
    const { ask, pins, clock } = await service()
    await pins.put('p1', pin({ enabled: false }))
    expect((await ask({ question: QUESTION })).pinned).toBeNull()
    const { pin: put } = await pins.put('p1', pin({ expires_at: '2026-11-23T09:00:00Z' }))
    expect(put.used).toBe(true)
    expect((await ask({ question: QUESTION })).pinned?.id).toBe('p1')
    clock.now = new Date('2026-11-23T09:00:00Z')
    expect((await ask({ question: QUESTION })).pinned).toBeNull()
    expect(await pins.get('p1')).toMatchObject({ used: false, stale: false })
  })

  it('keeps to the filters of the question', async () => {
    const { ask, pins } = await service()
    await pins.put('p1', pin())
    const pinnedFor = async (filters: object) => (await ask({ question: QUESTION, filters })).pinned?.id
    expect(await pinnedFor({ zone: '江苏丹阳经济开发区', published_from: '2022-03-04' })).toBe('p1')
    expect(await pinnedFor({ zone: '句容' })).toBeUndefined()
    expect(await pinnedFor({ published_to: '2022-03-03' })).toBeUndefined()
    expect(await pinnedFor({ article_ids: ['other'] })).toBeUndefined()
    // What no article says is of no zone.
    await pins.put('p1', byAuthor())
    expect(await pinnedFor({ zone: '江苏丹阳经济开发区' })).toBeUndefined()
  })
})

describe('a changed article', () => {
  const moved = `按语。${TEXT}`

  it('is cited in its new revision where the quote stands elsewhere, at the nearest place', async () => {
    const { ask, pins, revise } = await service()
    await pins.put('p1', pin())
    revise('dy/1', `${moved}${'。'.repeat(100)}${QUOTE}`)
    const [cited] = (await ask({ question: QUESTION })).citations
    expect(cited).toMatchObject({ article: { revision: 3 }, start: START + 3, quote: QUOTE })
    expect(await pins.get('p1')).toMatchObject({
      stale: false,
      citation: { revision: 3, start: START + 3, end: START + 12 },
    })
  })

  it('makes the pin stale when the quote is gone, and fit again when it is back', async () => {
    const { ask, pins, revise } = await service()
    await pins.put('p1', pin())
    revise('dy/1', '目标改为2亿美元。')
    expect((await ask({ question: QUESTION })).pinned).toBeNull()
    expect(await pins.get('p1')).toMatchObject({ stale: true, stale_reason: 'quote_gone', used: false })
    expect((await pins.list(20, undefined, { stale: true })).items).toHaveLength(1)
    revise('dy/1', TEXT)
    expect((await ask({ question: QUESTION })).pinned?.id).toBe('p1')
    expect((await pins.list(20, undefined, { stale: true })).items).toEqual([])
  })

  it('is cited as it was by a pin that is kept, with a note', async () => {
    const { ask, pins, revise, remove } = await service()
    await pins.put('p1', pin({ keep_when_changed: true, author: '王芳' }))
    revise('dy/1', '目标改为2亿美元。')
    const kept = await ask({ question: QUESTION })
    expect(kept.citations).toMatchObject([{ article: { revision: 2 }, start: START, quote: QUOTE }])
    expect(kept.notes).toEqual([
      '本答案由王芳提供，2026-11-23更新',
      '所引文章后来有改动或已删除，本答案按当时的内容保留',
    ])
    remove('dy/1')
    expect(await ask({ question: QUESTION })).toMatchObject({
      answer: '1亿美元',
      citations: [],
      pinned: { id: 'p1' },
    })
    expect(await pins.get('p1')).toMatchObject({ stale: true, stale_reason: 'article_gone', used: true })
  })
})

describe('the cost of pins', () => {
  it('is nothing without pins, nothing for other questions, and one embedding at most', async () => {
    const { ask, pins, embedder } = await service()
    await ask({ question: QUESTION })
    expect(embedder.queried).toEqual([])
    await pins.put('p1', pin())
    await pins.put('p2', pin({ similar: ['丹阳开发区到账外资目标'] }))
    embedder.queried.length = 0
    await ask({ question: '南京机场客流量多少' })
    await ask({ question: `${QUESTION}？` })
    expect(embedder.queried).toEqual([])
    await ask({ question: '丹阳经开区到账外资的目标有多少' })
    expect(embedder.queried).toHaveLength(1)
  })

  it('is paid once for a new model, and what another process writes is seen', async () => {
    const { pins, sql, embedder } = await service()
    await pins.put('p1', pin())
    const store = createPinStore(sql)
    const other = { id: 'other-model@1', embedQueries: embedder.embedQueries }
    embedder.queried.length = 0
    for (let i = 0; i < 2; i += 1) {
      const found = await createMatcher({ store, embedder: other }).matching(QUESTION, '2026-11-23T00:00:00Z')
      expect(found).toMatchObject([{ id: 'p1' }])
    }
    expect(embedder.queried).toEqual([QUESTION])
    const matcher = createMatcher({ store, embedder })
    expect(await matcher.matching(QUESTION, '2026-11-23T00:00:00Z')).toHaveLength(1)
    await pins.remove('p1')
    expect(await matcher.matching(QUESTION, '2026-11-23T00:00:00Z')).toEqual([])
  })

  it('never breaks an answer', async () => {
    const { ask, pins, sql, failures } = await service({ days: 0 })
    await pins.put('p1', pin())
    await sql.batch([{ sql: 'ALTER TABLE pins RENAME TO gone' }])
    expect(await ask({ question: QUESTION })).toMatchObject({ answer: '1亿美元', pinned: null })
    expect(failures).toEqual(['pins_not_read'])
  })
})

describe('putting pins', () => {
  it('is idempotent, counts versions up, and never gives one twice', async () => {
    const { pins } = await service()
    const first = await pins.put('p1', pin())
    const again = await pins.put('p1', pin())
    expect([first.created, again.created]).toEqual([true, false])
    expect(again.pin.version).toBe(first.pin.version)
    const changed = await pins.put('p1', pin({ similar: ['外资目标'] }))
    expect(changed.pin.version).toBeGreaterThan(first.pin.version)
    expect(await pins.remove('p1')).toBe(true)
    expect(await pins.remove('p1')).toBe(false)
    expect((await pins.put('p1', pin())).pin.version).toBeGreaterThan(changed.pin.version)
  })

  it('heeds conditions', async () => {
    const { pins } = await service()
    const failed = { code: 'precondition_failed', status: 412 }
    await expect(pins.put('p1', pin(), { match: '*' })).rejects.toMatchObject(failed)
    const { version } = (await pins.put('p1', pin(), { absent: true })).pin
    await expect(pins.put('p1', pin(), { absent: true })).rejects.toMatchObject(failed)
    await expect(pins.put('p1', byAuthor(), { match: [version + 1] })).rejects.toMatchObject(failed)
    await expect(pins.remove('p1', { match: [version + 1] })).rejects.toMatchObject(failed)
    await pins.put('p1', byAuthor(), { match: [version] })
    expect(await pins.remove('p1', { match: '*' })).toBe(true)
  })

  it.each([
    [{ citation: { ...citation, article_id: 'none' } }, 'citation.article_id'],
    [{ citation: { ...citation, revision: 7 } }, 'citation.article_id'],
    [{ citation: { ...citation, end: 9999 } }, 'citation.end'],
    [{ citation: { ...citation, end: citation.start } }, 'citation.end'],
    [{ answer: '2亿美元' }, 'answer'],
  ])('refuses %j', async (changes, field) => {
    const { pins } = await service()
    await expect(pins.put('p1', pin(changes))).rejects.toMatchObject({ status: 422, fields: [{ field }] })
    expect(await pins.get('p1')).toBeNull()
  })

  it('lists them by id, page by page', async () => {
    const articles: Article[] = [article, { ...article, id: 'two' }]
    const { pins, remove } = await service({ articles })
    for (let i = 0; i < 9; i += 1)
      await pins.put(`p${i}`, pin(i % 2 === 0 ? {} : { citation: { ...citation, article_id: 'two' } }))
    remove('two')
    const ids: string[] = []
    for (let cursor: string | null | undefined = undefined; cursor !== null;) {
      const page: Awaited<ReturnType<typeof pins.list>> = await pins.list(2, cursor, { stale: false })
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect(ids).toEqual(['p0', 'p2', 'p4', 'p6', 'p8'])
  })

  it('finds them by words of a question or the answer', async () => {
    const { pins } = await service()
    await pins.put('p1', pin({ similar: ['丹阳２０２２年要到账多少'] }))
    await pins.put('p2', pin())
    const found = async (text: string) => (await pins.list(20, undefined, { text })).items.map(({ id }) => id)
    expect(await found('丹陽2022')).toEqual(['p1'])
    expect(await found('1亿')).toEqual(['p1', 'p2'])
    expect(await found('没有这样的词')).toEqual([])
  })
})
