import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deriveTitle } from '../../src/ingest/title.ts'
import { anyText } from '../fakes.ts'

it.each([
  ['丹阳开发区签约。后文', '丹阳开发区签约。'],
  ['  首行标题\n正文第一句。', '首行标题'],
  ['原标题：开发区签约 \n正文', '开发区签约'],
  ['原题: 开发区', '开发区'],
  ['原标题：', '原标题：'],
  ['字'.repeat(50), '字'.repeat(40)],
  [`${'字'.repeat(39)}😀字`, '字'.repeat(39)],
  [`${'字'.repeat(38)}😀字`, `${'字'.repeat(38)}😀`],
  ['\n'.repeat(500) + '正文', '正文'],
])('title of %j', (text, title) => {
  expect(deriveTitle(text)).toBe(title)
})

it('is at most 40 characters, never half a pair, and never empty for a text with a character', () => {
  fc.assert(
    fc.property(
      anyText.map((text) => text.toWellFormed()).filter((text) => text.trim() !== ''),
      (text) => {
        const title = deriveTitle(text)
        expect(title.length).toBeLessThanOrEqual(40)
        expect(title.trim()).not.toBe('')
        expect(title.isWellFormed()).toBe(true)
        expect(text).toContain(title)
      },
    ),
    { numRuns: 300 },
  )
})
