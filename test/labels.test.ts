import { Converter } from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import { label, labelKeys } from '../src/labels.ts'

const traditional = Converter({ from: 'cn', to: 'tw' })
const values = {
  reported: ['2022-03-04'],
  relative: ['今年', '2022年', '2021年'],
  items: [9, 7, '甲', 3],
  without: ['甲', 9, 7],
  dated: ['2022-03-04', null],
  not_mentioned: [['甲']],
  shards_missing: [['甲']],
  zones_held: [['甲']],
  no_such: [['甲']],
  instead: [['甲']],
} as unknown as Record<string, [never, never]>
const say = (key: (typeof labelKeys)[number], language: 'zh-Hans' | 'zh-Hant' | 'en'): string =>
  label(key, language, ...(values[key] ?? (['甲'] as unknown as [never, never])))

describe('labels', () => {
  it.each(labelKeys)('say “%s” in traditional characters just as in simplified ones', (key) => {
    // 注 and 註 are both in use; the converter keeps the first. Quotation marks are those of the script.
    const expected = traditional(say(key, 'zh-Hans'))
      .replace(/^注/, '註')
      .replace('“', '「')
      .replace('”', '」')
    expect(say(key, 'zh-Hant')).toBe(expected)
  })

  it.each(labelKeys)('say “%s” in English without Han characters of their own', (key) => {
    expect(say(key, 'en').replaceAll(/甲|[今年]+|年/gu, '')).toMatch(/^[\x20-\x7e“”]+$/)
  })

  it('hold their values', () => {
    expect(label('reported', 'zh-Hant', '2022-03-04')).toBe('以下為2022-03-04的報道')
    expect(label('relative', 'zh-Hans', '今年', '2022年', '2021年')).toBe(
      '按提问时间，“今年”是2022年；文中说的是2021年',
    )
    expect(label('relative', 'en', '今年', '2022', '2021')).toContain('2022')
  })
})
