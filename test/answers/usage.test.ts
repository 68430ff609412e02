// The usage report over a real database, held against counting by hand.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createAnswerStore, type NewRecord } from '../../src/answers/sql-answers.ts'
import { createUsageStore } from '../../src/answers/sql-usage.ts'
import { createUsage } from '../../src/answers/usage.ts'
import type { Answer } from '../../src/contract.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { UsageRequest } from '../../src/usage-contract.ts'
import { answer } from '../http/fakes.ts'
import { refusal, service } from './service.ts'

const DAY = 86_400_000
/** Noon of 2026-11-23 in China. */
const NOW = Date.parse('2026-11-23T12:00:00+08:00')

interface Kept extends NewRecord {
  rating: 'up' | 'down' | null
  group: string | null
}

async function report() {
  const opened = await open()
  onTestFinished(() => opened.sql.close())
  return opened
}

async function open() {
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const store = createAnswerStore(sql)
  const of = (request: UsageRequest = {}, keptDays = 365) =>
    createUsage({
      store: createUsageStore(sql),
      keptDays,
      flush: async () => undefined,
      now: () => new Date(NOW),
    })(request)
  return { sql, store, of }
}

/** An answer in the store: what a test says of it, the rest as usual. */
function record(
  n: number,
  at: number,
  own: Partial<Answer> = {},
  channel = 'web',
  zone: string | null = '甲区',
): NewRecord {
  const [citation] = answer.citations
  const citations = [{ ...citation!, article: { ...citation!.article, zone } }]
  const outcome = own.outcome ?? 'answered'
  return {
    at, channel, key: null, conversation: null, filters: null,
    answer: { ...answer, id: `ans_${n}`, citations: outcome === 'refused' ? [] : citations, refusal: outcome === 'refused' ? refusal : null, ...own, outcome },
  } // prettier-ignore
}

// A sequence that is the same each time (Park & Miller 1988).
function random(seed: number): () => number {
  let state = seed
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

function pick<T>(of: readonly T[], share: number): T {
  return of[Math.floor(share * of.length)]!
}

/** Some hundred answers over the last 80 days, rated and grouped here and there. */
async function seeded(store: Awaited<ReturnType<typeof report>>['store'], seed: number): Promise<Kept[]> {
  const next = random(seed)
  const kept: Kept[] = []
  for (let n = 0; n < 600; n += 1) {
    const asked = pick(['外资到账目标', '工业产值', '项目 数', '有没有地铁', '总投资'], next() ** 2)
    const question = next() < 0.8 ? asked : `${asked}${n}`
    const own = {
      question,
      standalone_question: question,
      outcome: pick(['answered', 'answered', 'refused', 'conflicting'] as const, next()),
      timings_ms: { ...answer.timings_ms, total: Math.round(next() * 3000) / 10 },
    }
    const zone = pick(['甲区', '乙区', '丙区', null], next())
    const made = record(n, NOW - Math.floor(next() * 80 * DAY), own, pick(['web', 'api'], next()), zone)
    const held = { ...made, filters: next() < 0.3 ? { zone: '丁区' } : null }
    kept.push({ ...held, rating: pick(['up', 'down', null, null, null], next()), group: null })
  }
  await store.insert(kept)
  for (const one of kept) {
    const { id, question, outcome } = one.answer
    if (one.rating !== null) await store.rate(id, { rating: one.rating }, NOW)
    // Those of one meaning, however they are worded.
    if (outcome !== 'refused' && one.rating !== 'down') continue
    if (next() < 0.7)
      await store.join(id, (one.group = question.includes('外资') ? 'grp_a' : 'grp_b'), new Float32Array(4))
  }
  return kept
}

// --- The same, counted by hand ---

const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

function totalsOf(kept: readonly Kept[]) {
  const count = (holds: (one: Kept) => boolean): number => kept.filter(holds).length
  return {
    answered: count(({ answer: { outcome } }) => outcome === 'answered'),
    refused: count(({ answer: { outcome } }) => outcome === 'refused'),
    conflicting: count(({ answer: { outcome } }) => outcome === 'conflicting'),
    up: count(({ rating }) => rating === 'up'),
    down: count(({ rating }) => rating === 'down'),
  }
}

function timesOf(kept: readonly Kept[]) {
  const ms = kept.map(({ answer: { timings_ms } }) => timings_ms.total).toSorted((a, b) => a - b)
  // The least that the share of all does not exceed.
  const at = (share: number) => ms.find((_, i) => (i + 1) / ms.length >= share) ?? null
  return { p50_ms: at(0.5), p95_ms: at(0.95) }
}

function most(values: readonly (string | null)[]): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  const all = [...counts].map(([value, count]) => ({ value, count }))
  return all.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** Wordings, those with a member of a group under its name; how often, and when last. */
function asked(kept: readonly Kept[]): { name: string; count: number; last: number }[] {
  const plain = ({ answer: { standalone_question: text } }: Kept): string => text.replaceAll(' ', '')
  const groups = new Map(kept.flatMap((one) => (one.group === null ? [] : [[plain(one), one.group]])))
  const byName = new Map<string, number[]>()
  for (const one of kept) {
    const name = groups.get(plain(one)) ?? plain(one)
    byName.set(name, [...(byName.get(name) ?? []), one.at])
  }
  const all = [...byName].map(([name, times]) => ({ name, count: times.length, last: Math.max(...times) }))
  return all.toSorted((a, b) => b.count - a.count || b.last - a.last).slice(0, 10)
}

const REQUESTS: [string, UsageRequest, from: string, to: string][] = [
  ['the last 30 days', {}, '2026-10-25', '2026-11-23'],
  ['a week of one channel', { from: '2026-11-02', to: '2026-11-08', channel: 'web' }, '2026-11-02', '2026-11-08'],
  ['one day', { from: '2026-11-20', to: '2026-11-20' }, '2026-11-20', '2026-11-20'],
  ['days before which there is nothing', { from: '2026-08-26' }, '2026-08-26', '2026-11-23'],
  ['a channel that nobody uses', { channel: 'none' }, '2026-10-25', '2026-11-23'],
] // prettier-ignore

describe('the usage report', () => {
  const filled: { of: Awaited<ReturnType<typeof open>>['of']; kept: Kept[]; close(): Promise<void> }[] = []
  beforeAll(async () => {
    for (const seed of [1, 7, 23]) {
      const { sql, store, of } = await open()
      filled.push({ of, kept: await seeded(store, seed), close: sql.close })
    }
  })
  afterAll(async () => {
    for (const { close } of filled) await close()
  })

  it.each(REQUESTS)('of %s is what counting by hand gives', async (_, request, from, to) => {
    for (const { of, kept } of filled) {
      const between = (first: string, last: string) =>
        kept.filter(({ at }) => dayOf(at) >= first && dayOf(at) <= last)
      const whole = between(from, to)
      const chosen = (one: Kept) => request.channel === undefined || one.channel === request.channel
      const inside = whole.filter(chosen)
      const length = (Date.parse(to) - Date.parse(from)) / DAY + 1
      const dayBefore = (days: number) => new Date(Date.parse(from) - days * DAY).toISOString().slice(0, 10)

      const told = await of(request)
      expect(told).toMatchObject({ from, to, time_zone: 'Asia/Shanghai' })
      expect(told.totals).toEqual({ ...totalsOf(inside), ...timesOf(inside) })
      expect(told.before).toEqual(totalsOf(between(dayBefore(length), dayBefore(1)).filter(chosen)))
      expect(told.days).toHaveLength(length)
      for (const { day, ...rest } of told.days) {
        const ones = inside.filter(({ at }) => dayOf(at) === day)
        expect({ day, ...rest }).toEqual({ day, ...totalsOf(ones), ...timesOf(ones) })
      }
      expect(told.channels).toEqual(most(whole.map(({ channel }) => channel)))
      const zoneOf = (one: Kept) => one.answer.citations[0]?.article.zone ?? one.filters?.zone ?? null
      expect(told.zones).toEqual(most(inside.map(zoneOf)))
      const names = told.questions.map(({ question, group_id, count, last_asked_at }) => ({
        name: group_id ?? question.replaceAll(' ', ''),
        count,
        last: Date.parse(last_asked_at),
      }))
      expect(names).toEqual(asked(inside))
    }
  })

  it('counts days by the clock of China', async () => {
    const { store, of } = await report()
    await store.insert([
      record(1, Date.parse('2026-11-21T23:59:59.999+08:00')),
      record(2, Date.parse('2026-11-22T00:00:00+08:00')),
      record(3, Date.parse('2026-11-22T23:59:59.999+08:00')),
    ])
    const { days } = await of({ from: '2026-11-21', to: '2026-11-22' })
    expect(days.map(({ day, answered }) => [day, answered])).toEqual([
      ['2026-11-21', 1],
      ['2026-11-22', 2],
    ])
  })

  it('tells what was asked last of a group, with how it ended', async () => {
    const { store, of } = await report()
    await store.insert([
      record(1, NOW - 3000, { standalone_question: '有没有地铁', outcome: 'refused' }),
      record(2, NOW - 2000, { standalone_question: '地铁通了吗', outcome: 'refused' }),
      record(3, NOW - 1000, { standalone_question: '有没有 地铁？', outcome: 'answered' }),
      record(4, NOW, { standalone_question: '产值是多少' }),
    ])
    await store.join('ans_1', 'grp_1', new Float32Array(4))
    await store.join('ans_2', 'grp_1', new Float32Array(4))
    const { questions } = await of()
    expect(questions.map(({ question, count, outcome, group_id }) => [question, count, outcome, group_id])).toEqual([
      ['地铁通了吗', 2, 'refused', 'grp_1'],
      ['产值是多少', 1, 'answered', null],
      ['有没有 地铁？', 1, 'answered', null],
    ]) // prettier-ignore
  })

  it('follows what becomes of an answer: rated, no longer rated, removed', async () => {
    const { store, of } = await report()
    await store.insert([record(1, NOW - 2 * DAY), record(2, NOW)])
    await store.insert([record(2, NOW)])
    await store.rate('ans_1', { rating: 'down' }, NOW)
    await store.rate('ans_1', { rating: 'up' }, NOW)
    expect((await of()).totals).toMatchObject({ answered: 2, up: 1, down: 0 })
    await store.rate('ans_1', null, 0)
    expect((await of()).totals).toMatchObject({ answered: 2, up: 0, down: 0 })
    await store.purge(NOW - DAY, 10)
    expect((await of()).totals).toMatchObject({ answered: 1 })
  })

  it('does not compare with days whose answers are no longer kept', async () => {
    const { of } = await report()
    expect((await of({ from: '2026-10-25' }, 60)).before).not.toBe(null)
    expect((await of({ from: '2026-10-25' }, 59)).before).toBe(null)
  })

  it('says that there was nothing', async () => {
    const { of } = await report()
    const { totals, days, ...rest } = await of({ from: '2026-11-22' })
    const nothing = { answered: 0, refused: 0, conflicting: 0, up: 0, down: 0, p50_ms: null, p95_ms: null }
    expect(totals).toEqual(nothing)
    expect(days).toEqual([
      { day: '2026-11-22', ...nothing },
      { day: '2026-11-23', ...nothing },
    ])
    expect(rest).toMatchObject({ channels: [], zones: [], questions: [] })
  })

  it('refuses more than a year', async () => {
    const { of } = await report()
    await expect(of({ from: '2025-11-01' })).rejects.toThrow('at most 366 days')
  })

  it('is filled with what was there before it', async () => {
    const { sql, store, of } = await report()
    const kept = await seeded(store, 5)
    const before = await of()
    const [step] = await sql.all("SELECT sql FROM sqlite_master WHERE name = 'answer_usage'")
    expect(String(step?.['sql'])).toContain('WITHOUT ROWID')
    await sql.all('DELETE FROM answer_usage')
    expect((await of()).totals.answered).toBe(0)
    await sql.all(await backfill())
    expect(await of()).toEqual(before)
    expect(kept).toHaveLength(600)
  })

  it('counts an answer as soon as it was given', async () => {
    const { ask, answers } = await service()
    await ask({ question: '外资到账目标是多少' })
    await ask({ question: '有没有地铁' })
    const { totals } = await answers.usage({})
    expect(totals).toMatchObject({ answered: 1, refused: 1, p50_ms: 10 })
  })
})

/** The statement by which the migration fills the table. */
async function backfill(): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const text = await readFile('src/store/records/0007_usage.sql', 'utf8')
  return /^INSERT INTO answer_usage\n[^;]*;/m.exec(text)![0]
}
