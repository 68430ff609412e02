import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filtersOf } from '../../src/browser/widget/context.ts'
import {
  readToPage,
  readToPanel,
  wrapped,
  type ToPage,
  type ToPanel,
} from '../../src/browser/widget/protocol.ts'

const TO_PANEL: ToPanel[] = [
  { type: 'session', token: 'twc_a.b', until: 1 },
  { type: 'no_session', reason: 'away' },
  { type: 'ask', question: '外资' },
  { type: 'context', filters: { zone: '丹阳' } },
  { type: 'focus', at: 'end' },
]
const TO_PAGE: ToPage[] = [
  { type: 'ready' },
  { type: 'renew' },
  { type: 'close' },
  { type: 'answer', id: 'ans_1', question: '外资', outcome: 'refused', answer: null },
  { type: 'error', code: 'unreachable', message: '外资' },
]

describe('the messages between page and panel', () => {
  it.each(TO_PANEL)('reach the panel: $type', (message) => {
    expect(readToPanel(wrapped(message))).toEqual(message)
    expect(readToPage(wrapped(message))).toBeNull()
  })

  it.each(TO_PAGE)('reach the page: $type', (message) => {
    expect(readToPage(wrapped(message))).toEqual(message)
    expect(readToPanel(wrapped(message))).toBeNull()
  })

  it.each([
    { type: 'ask', question: '外资' },
    { touwen: 2, type: 'ask', question: '外资' },
    { touwen: 1, type: 'ask' },
    { touwen: 1, type: 'ask', question: 1 },
    { touwen: 1, type: 'ask', question: 'x'.repeat(2001) },
    { touwen: 1, type: 'ask', question: '外资', more: 1 },
    { touwen: 1, type: 'constructor' },
    { touwen: 1, type: 'session', token: 'a', until: Number.NaN },
    { touwen: 1, type: 'context', filters: [] },
    null,
    'ask',
  ])('are no others: %j', (data) => {
    expect(readToPanel(data)).toBeNull()
  })

  it('are never read from anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => readToPanel(data) === null && readToPage(data) === null),
      { seed: 6, numRuns: 500 },
    )
  })
})

describe('what a page is about', () => {
  it.each([
    ['2022', '2022-01-01', '2022-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2022-03-04', '2022-03-04', '2022-03-04'],
  ])('may be the period %s', (period, published_from, published_to) => {
    expect(filtersOf({ period, zone: '丹阳' })).toEqual({ zone: '丹阳', published_from, published_to })
  })

  it('may be a first day, articles, or anything', () => {
    expect(filtersOf({ period: { from: '2022-01-01' }, article_ids: ['a'] })).toEqual({
      published_from: '2022-01-01',
      article_ids: ['a'],
    })
    expect(filtersOf(null)).toEqual({})
  })

  it.each([
    [{ period: '22' }, '“22”'],
    [{ period: { to: '2022' } }, '“2022” is no day'],
    [{ zone: '' }, 'zone'],
    [{ zones: 'a' }, 'zones is none of zone'],
    [{ article_ids: [] }, 'article_ids'],
  ])('is refused as %j', (context, told) => {
    expect(() => filtersOf(context as never)).toThrow(told)
  })
})
