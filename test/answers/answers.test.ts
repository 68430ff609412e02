import { describe, expect, it } from 'vitest'
import { createRecorder } from '../../src/answers/recorder.ts'
import type { NewRecord } from '../../src/answers/sql-answers.ts'
import { answer, latch } from '../http/fakes.ts'
import { service } from './service.ts'

const QUESTION = { question: '外资到账目标是多少' }
const DAY = 86_400_000

describe('storing answers', () => {
  it('keeps what was asked and streamed, with channel and key, and reads it again whole', async () => {
    const { ask, stream, answers } = await service()
    const asked = await ask(QUESTION, undefined, { channel: 'mcp', key: 'key_1' })
    for await (const event of stream(QUESTION)) if (event.type === 'answer') break
    const read = await answers.answer(asked.id)
    expect(read).toMatchObject({ ...asked, channel: 'mcp', feedback: null })
    expect(read?.stored_at).toBe('2026-11-23T08:00:00.000Z')
    const { items } = await answers.questions({}, 20)
    expect(items.map(({ channel, key_id }) => [channel, key_id])).toEqual([
      ['api', null],
      ['mcp', 'key_1'],
    ])
  })

  it('says which citations changed since, and which are gone', async () => {
    const { ask, answers, revise, remove } = await service()
    const { id } = await ask(QUESTION)
    const state = async () =>
      (await answers.answer(id))!.citations.map((it) => [it.changed, it.current_revision])
    expect(await state()).toEqual([[false, 2]])
    revise('dy/1', '别的')
    expect(await state()).toEqual([[true, 3]])
    remove('dy/1')
    expect(await state()).toEqual([[true, null]])
  })

  it('keeps of a conversation only a salted hash, the same within one database', async () => {
    const { ask, answers, sql } = await service()
    const conversation_id = 'c0ffee00-0000-4000-8000-000000000000'
    await ask({ ...QUESTION, conversation_id })
    await ask({ ...QUESTION, conversation_id })
    const other = await service()
    await other.ask({ ...QUESTION, conversation_id })
    const [first, second] = (await answers.questions({}, 20)).items
    const [third] = (await other.answers.questions({}, 20)).items
    expect(first?.conversation).toMatch(/^[0-9a-f]{32}$/)
    expect(second?.conversation).toBe(first?.conversation)
    expect(third?.conversation).not.toBe(first?.conversation)
    expect(JSON.stringify(await sql.all('SELECT * FROM answers'))).not.toContain(conversation_id)
  })

  it('forgets what is older than the retention, and groups with it', async () => {
    const { ask, answers, clock, tend } = await service({ days: 30 })
    await ask({ question: '丹阳地铁什么时候通车' })
    expect((await answers.groups({}, 20)).items).toHaveLength(1)
    clock.now = new Date(clock.now.getTime() + 20 * DAY)
    const { id } = await ask(QUESTION)
    clock.now = new Date(clock.now.getTime() + 10 * DAY + 1)
    await tend()
    expect((await answers.questions({}, 20)).items.map((one) => one.id)).toEqual([id])
    expect((await answers.groups({}, 20)).items).toEqual([])
  })

  it('stores nothing with a retention of 0, removes what was there, and says so', async () => {
    const { ask, answers, sql, tend, close } = await service({ days: 0 })
    await sql.batch([
      {
        sql: "INSERT INTO answers (id, at, channel, question, standalone, plain, asked_at, outcome, confidence, reply) VALUES ('old', 1, '', '', '', '', '', '', 0, '')",
      },
    ])
    const { id } = await ask(QUESTION)
    await tend()
    await close()
    expect(await sql.all('SELECT * FROM answers')).toEqual([])
    const off = { code: 'answers_off', status: 404 }
    await expect(answers.answer(id)).rejects.toMatchObject(off)
    await expect(answers.questions({}, 20)).rejects.toMatchObject(off)
    expect(() => answers.exported({}, 'csv')).toThrow(/TOUWEN_ANSWERS_DAYS/)
  })
})

describe('the recorder', () => {
  const engine = {
    ask: async () => ({ ...answer, id: `ans_${Math.random()}` }),
    stream: async function* stream() {
      yield { type: 'answer' as const, answer }
    },
  }
  const kept = async (): Promise<string> => 'salt'

  it('lets no answer wait for the database, and ends only when all is written', async () => {
    const written: NewRecord[] = []
    const disk = latch()
    const insert = (records: NewRecord[]): Promise<void> =>
      disk.opened.then(() => void written.push(...records))
    const recorder = createRecorder({ store: { insert, kept }, delayMs: 1 })
    const { ask } = recorder.recorded(engine)
    for (let i = 0; i < 70; i += 1) await ask(QUESTION)
    expect(written).toHaveLength(0)
    const closing = recorder.close()
    disk.open()
    await closing
    expect(written).toHaveLength(70)
    expect(recorder.counts()).toEqual({ stored: 70, failed: 0, dropped: 0, waiting: 0 })
  })

  it('bounds what waits, and counts and tells what is dropped', async () => {
    const failures: unknown[] = []
    const disk = latch()
    const insert = (): Promise<void> => disk.opened
    const onFailure = (error: unknown) => failures.push(error)
    const recorder = createRecorder({ store: { insert, kept }, onFailure, max: 3, delayMs: 100_000 })
    const { ask } = recorder.recorded(engine)
    for (let i = 0; i < 5; i += 1) await ask(QUESTION)
    expect(recorder.counts()).toMatchObject({ waiting: 3, dropped: 2 })
    expect(failures).toHaveLength(1)
    disk.open()
    await recorder.close()
    expect(recorder.counts()).toMatchObject({ stored: 3, waiting: 0 })
  })

  it('keeps the others when one cannot be written, and answers all the same', async () => {
    const failures: unknown[] = []
    const insert = async (records: NewRecord[]): Promise<void> => {
      if (records.some(({ key }) => key === 'bad')) throw new Error('disk full')
    }
    const recorder = createRecorder({ store: { insert, kept }, onFailure: (error) => failures.push(error) })
    const { ask } = recorder.recorded(engine)
    for (const key of ['a', 'bad', 'b'])
      expect((await ask(QUESTION, undefined, { key })).answer).toBe('1亿美元')
    await recorder.flush()
    expect(recorder.counts()).toEqual({ stored: 2, failed: 1, dropped: 0, waiting: 0 })
    expect(String(failures[0])).toContain('disk full')
  })
})

describe('feedback', () => {
  it('is one per answer, the last one, and can be taken back', async () => {
    const { ask, answers } = await service()
    const { id } = await ask(QUESTION)
    await answers.rate(id, { rating: 'down', reason: 'outdated', comment: '已是去年的数' })
    await answers.rate(id, { rating: 'up' })
    expect((await answers.answer(id))?.feedback).toEqual({
      rating: 'up',
      reason: null,
      comment: null,
      at: '2026-11-23T08:00:00.000Z',
    })
    expect(await answers.unrate(id)).toBe(true)
    expect((await answers.answer(id))?.feedback).toBeNull()
    expect(await answers.rate('ans_none', { rating: 'up' })).toBeNull()
    expect(await answers.unrate('ans_none')).toBe(false)
  })
})

describe('the list of questions', () => {
  it('goes through all of them page by page, newest first, also within one millisecond', async () => {
    const { ask, answers, clock } = await service()
    const ids: string[] = []
    for (let i = 0; i < 7; i += 1) {
      if (i % 3 === 0) clock.now = new Date(clock.now.getTime() + 1000)
      ids.push((await ask(QUESTION)).id)
    }
    const seen: string[] = []
    for (let cursor: string | null | undefined = undefined; cursor !== null;) {
      const page: Awaited<ReturnType<typeof answers.questions>> = await answers.questions({}, 2, cursor)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect(seen).toEqual(ids.toReversed())
    await expect(answers.questions({}, 2, 'bm9uZQ')).rejects.toMatchObject({ code: 'invalid_cursor' })
  })

  it('filters by outcome, rating, reason, time, text, channel and status', async () => {
    const { ask, answers, clock } = await service()
    const first = await ask({ question: '丹阳開發區 GDP 是多少' }, undefined, { channel: 'chat' })
    clock.now = new Date('2026-11-25T10:00:00Z')
    const second = await ask({ question: '丹阳地铁什么时候通车' })
    const third = await ask(QUESTION)
    await answers.rate(third.id, { rating: 'down', reason: 'incomplete' })
    await answers.mark(first.id, 'done', '已补充')
    const ids = async (filter: Parameters<typeof answers.questions>[0]) =>
      (await answers.questions(filter, 20)).items.map(({ id }) => id)
    expect(await ids({ outcome: 'refused' })).toEqual([second.id])
    expect(await ids({ reason: 'not_found' })).toEqual([second.id])
    expect(await ids({ reason: 'incomplete' })).toEqual([third.id])
    expect(await ids({ rating: 'down' })).toEqual([third.id])
    expect(await ids({ rating: 'none' })).toEqual([second.id, first.id])
    expect(await ids({ text: '开发区gdp' })).toEqual([first.id])
    expect(await ids({ channel: 'chat' })).toEqual([first.id])
    expect(await ids({ status: 'done' })).toEqual([first.id])
    expect(await ids({ to: '2026-11-23' })).toEqual([first.id])
    expect(await ids({ from: '2026-11-25T10:00:00Z' })).toEqual([third.id, second.id])
    expect((await answers.questions({ status: 'done' }, 1)).items[0]).toMatchObject({
      status: 'done',
      note: '已补充',
    })
  })
})

describe('groups', () => {
  it('puts refused and badly rated questions together by what they ask', async () => {
    const { ask, answers, clock } = await service()
    const questions = [
      '丹阳地铁什么时候通车',
      '丹阳的地铁几时通车？',
      '请问丹阳地铁何时通车',
      '镇江地铁什么时候通车',
      '2025年丹阳机场客流量多少',
      '2026年丹阳机场客流量多少',
    ]
    for (const question of questions) {
      clock.now = new Date(clock.now.getTime() + 1000)
      await ask({ question })
    }
    const bad = await ask({ question: '外资到账目标是多少' })
    await ask({ question: '外资到账目标是多少' })
    await answers.rate(bad.id, { rating: 'down' })
    const { items } = await answers.groups({}, 20)
    expect(items.map(({ question, count }) => [question, count])).toEqual([
      ['丹阳地铁什么时候通车', 3],
      ['外资到账目标是多少', 1],
      ['2026年丹阳机场客流量多少', 1],
      ['2025年丹阳机场客流量多少', 1],
      ['镇江地铁什么时候通车', 1],
    ])
    expect(items[0]).toMatchObject({
      refused: 3,
      rated_down: 0,
      examples: ['请问丹阳地铁何时通车', '丹阳的地铁几时通车？', '丹阳地铁什么时候通车'],
      nearest: { quote: '丹阳开发区' },
      status: 'open',
    })
    const members = await answers.questions({ group: items[0]!.id }, 20)
    expect(members.items).toHaveLength(3)
    // What the staff tries out is no question of a visitor.
    await ask({ question: '丹阳地铁什么时候通车' }, undefined, { channel: 'api', trial: true })
    expect((await answers.groups({ text: '地铁' }, 20)).items.map(({ count }) => count)).toEqual([3, 1])
    // Whatever wording the words are of, the group is found whole.
    expect((await answers.groups({ text: ' 几時 ' }, 20)).items).toMatchObject([{ count: 3 }])
    expect((await answers.groups({ text: '高铁' }, 20)).items).toEqual([])
    // No longer badly rated: no longer to be worked through.
    await answers.unrate(bad.id)
    expect((await answers.groups({}, 20)).items).toHaveLength(4)
  })

  it('stay what they are while questions come, and remember what was done', async () => {
    const { ask, answers, clock } = await service()
    await ask({ question: '丹阳地铁什么时候通车' })
    const [group] = (await answers.groups({}, 20)).items
    clock.now = new Date(clock.now.getTime() + 1000)
    expect(await answers.mark(group!.id, 'done', '已发文章')).toMatchObject({ status: 'done' })
    clock.now = new Date(clock.now.getTime() + 1000)
    await ask({ question: '丹阳的地铁几时通车' })
    await ask({ question: '丹阳有没有机场' })
    const { items } = await answers.groups({ status: 'done' }, 20)
    expect(items).toMatchObject([{ id: group!.id, count: 2, asked_since: 1, note: '已发文章' }])
    expect((await answers.questions({ status: 'done' }, 20)).items).toHaveLength(2)
    expect(await answers.mark('grp_none', 'done', null)).toBeNull()
  })

  it('do not mix what is asked of different zones by filter', async () => {
    const { ask, answers } = await service()
    const question = '地铁什么时候通车'
    await ask({ question, filters: { zone: '甲', source: '乙' } })
    await ask({ question, filters: { source: '乙', zone: '甲' } })
    await ask({ question, filters: { zone: '丙' } })
    expect((await answers.groups({}, 20)).items.map(({ count }) => count)).toEqual([2, 1])
  })

  it('go page by page', async () => {
    const { ask, answers } = await service()
    for (const place of ['丹阳', '镇江', '句容', '扬中', '常州'])
      await ask({ question: `${place}地铁什么时候通车` })
    const first = await answers.groups({}, 3)
    const second = await answers.groups({}, 3, first.next_cursor!)
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5)
    expect(second.next_cursor).toBeNull()
  })

  it('embed each question once', async () => {
    const { ask, answers, embedder } = await service()
    await ask({ question: '丹阳地铁什么时候通车' })
    await answers.groups({}, 20)
    await answers.groups({}, 20)
    await ask({ question: '镇江地铁什么时候通车' })
    await answers.groups({}, 20)
    expect(embedder.queried).toEqual(['丹阳地铁什么时候通车', '镇江地铁什么时候通车'])
  })
})
