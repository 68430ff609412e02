import { describe, expect, it } from 'vitest'
import { plainLine } from '../../src/web/plain-line.ts'
import { safeUrl } from '../../src/web/safe-url.ts'
import { BAD_URLS } from '../browser/hostile.ts'

describe('an address outside', () => {
  it.each([...BAD_URLS, null, '', 'x', `https://a.example/${'x'.repeat(5000)}`])('is none: %s', (url) => {
    expect(safeUrl(url)).toBeNull()
  })

  it.each([
    ['https://a.example/1.html#x', 'https://a.example/1.html#x'],
    ['HTTP://A.example', 'http://a.example/'],
    [' https://a.example/新闻 ', 'https://a.example/%E6%96%B0%E9%97%BB'],
    ['https://a.example/"><script>', 'https://a.example/%22%3E%3Cscript%3E'],
  ])('is one as a browser reads it: %s', (url, read) => {
    expect(safeUrl(url)).toBe(read)
  })
})

it('a plain line holds nothing that moves its surroundings, and no half of a character', () => {
  expect(plainLine(' 甲\u202e乙\n\t丙\u0007\u2066丁 ')).toBe('甲乙 丙丁')
  expect(plainLine(`${'字'.repeat(8)}🚀尾`, 10)).toBe(`${'字'.repeat(8)}…`)
})
