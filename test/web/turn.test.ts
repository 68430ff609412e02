import { describe, expect, it } from 'vitest'
import { articleAddress } from '../../src/web/article-address.ts'
import { citedText } from '../../src/web/cited-text.ts'
import { mayHelp, troubleText } from '../../src/web/trouble-text.ts'
import { markedPieces, quoteParts, sourcedApart } from '../../src/web/turn.ts'
import { LANGUAGES } from '../../src/web/words/words.ts'
import { chatWords } from '../../src/web/words/chat.ts'
import { answerTo } from '../browser/answers.ts'

describe('a text with marks', () => {
  it.each([
    ['到账1亿美元。[1]加快。[2]', 2, ['到账1亿美元。', 1, '加快。', 2]],
    ['[1][2]', 2, [1, 2]],
    // What no citation bears is the source's own.
    ['见附件[3]。[1]', 1, ['见附件[3]。', 1]],
    ['第[0]项', 1, ['第[0]项']],
    ['', 3, []],
  ])('%s', (text, most, pieces) => {
    expect(markedPieces(text, most)).toEqual(pieces)
  })
})

describe('a quote', () => {
  it.each([
    [12, 14, ['一二', '三四', '五']],
    [10, 15, ['', '一二三四五', '']],
    [null, null, ['一二三四五', '', '']],
    // An answer that is not within the quote marks nothing.
    [8, 12, ['一二三四五', '', '']],
    [12, 16, ['一二三四五', '', '']],
    [14, 12, ['一二三四五', '', '']],
  ])('has its answer at %s–%s', (answer_start, answer_end, parts) => {
    expect(quoteParts('一二三四五', { start: 10, answer_start, answer_end })).toEqual(parts)
  })
})

it('the items of a list have their sources under them when each has one of its own', () => {
  const items = (...citations: number[][]) => ({
    items: citations.map((one) => ({ answer: 'a', citations: one })),
  })
  expect(sourcedApart(items([1], [2]))).toBe(true)
  expect(sourcedApart(items([1], [1]))).toBe(false)
  expect(sourcedApart(items([1], []))).toBe(false)
  expect(sourcedApart(items([1]))).toBe(false)
})

describe('a copied answer', () => {
  it('has the answer, the quote, title, source, date and address', () => {
    const text = citedText(
      answerTo({ question: '外资到账目标是多少' }, 'ans_1'),
      'zh-Hans',
      'https://tw.example',
    )
    expect(text).toBe(
      [
        '外资到账目标是多少',
        '1亿美元',
        '[1] “此外，加快外资到账速度，为完成外资到账1亿美元的年度目标任务夯实基础。”\n' +
          '《打造产业强市示范区 争当“一号战略”领跑者》，丹阳日报，2022-03-04\n' +
          'https://news.example.cn/dy%2F1.html'.replace('%2F', '/'),
      ].join('\n\n'),
    )
  })

  it('names the article here where it has no address, and numbers a list', () => {
    const text = citedText(
      answerTo({ question: '今年签约了哪些项目' }, 'ans_1'),
      'zh-Hans',
      'https://tw.example',
    )
    expect(text).toContain('1. 新能源装备制造项目1期（90亿元）[1]\n2. ')
    expect(text).toMatch(/https:\/\/tw\.example\/articles\/item0\?revision=1&c=\d+-\d+#c=\d+-\d+/)
  })

  it('gives both sides of a conflict', () => {
    const text = citedText(
      answerTo({ question: '固定资产投资完成多少' }, 'ans_1'),
      'en',
      'https://tw.example',
    )
    expect(text).toContain('14.2亿元；13.8亿元')
    expect(text).toContain('[4] “')
  })
})

describe('the address of an article here', () => {
  it.each([
    [{ id: 'dy/1', revision: 2 }, { start: 3, end: 9 }, '/articles/dy%2F1?revision=2&c=3-9#c=3-9'],
    [{ id: '甲?#', revision: 1 }, undefined, '/articles/%E7%94%B2%3F%23?revision=1'],
    [{ id: 'a' }, undefined, '/articles/a'],
  ])('%o', (article, place, address) => {
    expect(articleAddress(article, place)).toBe(address)
  })
})

describe('what went wrong', () => {
  it.each([
    [{ code: 'rate_limited', status: 429, retryAfter: 30 }, '问得太快了，请稍后再试，约 30 秒。', true],
    [{ code: 'rate_limited', status: 429, retryAfter: 3000 }, '问得太快了，请稍后再试，约 50 分钟。', true],
    [{ code: 'rate_limited', status: 429, retryAfter: null }, '问得太快了，请稍后再试。', true],
    [{ code: 'overloaded', status: 503, retryAfter: 1 }, '现在提问的人多，请过几秒再试。', true],
    [{ code: 'index_unusable', status: 503, retryAfter: 10 }, '连不上服务器。问题已保留，可以再试。', true],
    [{ code: 'unreachable', status: 0, retryAfter: null }, '连不上服务器。问题已保留，可以再试。', true],
    [{ code: 'interrupted', status: 0, retryAfter: null }, '回答中途断开了。问题已保留，可以再试。', true],
    [{ code: 'internal', status: 500, retryAfter: null }, '出了点问题，可以再试。', true],
    [{ code: 'unauthorized', status: 401, retryAfter: null }, '这里的提问不对外开放，需要密钥。', false],
    [
      { code: 'invalid_question', status: 422, retryAfter: null },
      '问题里有不能识别的字符，请改写后再问。',
      false,
    ],
  ])('%o', (trouble, text, again) => {
    expect(troubleText(trouble, '问', 'zh-Hans')).toBe(text)
    expect(mayHelp(trouble)).toBe(again)
  })

  it('says how long a question may be', () => {
    const trouble = { code: 'invalid_question', status: 422, retryAfter: null }
    expect(troubleText(trouble, '问'.repeat(812), 'zh-Hans')).toBe('问题太长：最多 500 字，现在 812 字。')
  })
})

it('every word is there in every language, and differs from English in Chinese', () => {
  const [hans, hant, en] = LANGUAGES.map((language) => chatWords(language))
  for (const [name, word] of Object.entries(hans!)) {
    const others = [hant!, en!].map((words) => words[name as keyof typeof words])
    for (const other of others) expect(typeof other).toBe(typeof word)
    if (typeof word === 'string') expect(others[1]).not.toBe(word)
  }
})
