import { describe, expect, it } from 'vitest'
import { languageOf } from '../src/language.ts'

describe('languageOf', () => {
  it.each([
    ['外资到账目标是多少', 'zh-Hans'],
    ['外資到賬目標是多少', 'zh-Hant'],
    ['丹陽開發區在哪裡？', 'zh-Hant'],
    ['乾隆年间的瓷器卖了多少', 'zh-Hans'],
    ['How much will BYD invest?', 'en'],
    ['Who sponsored the IPO of 泰凌微', 'en'],
    ['Tesla在上海投资多少', 'zh-Hans'],
    ['The North Face的中国总部在哪里', 'zh-Hans'],
    ['GDP增速多少', 'zh-Hans'],
    ['2023?', 'zh-Hans'],
  ])('of “%s” is %s', (text, language) => {
    expect(languageOf(text)).toBe(language)
  })
})
