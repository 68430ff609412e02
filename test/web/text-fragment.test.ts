import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originalAddress, textDirective } from '../../src/web/text-fragment.ts'
import { anyText } from '../fakes.ts'

const PAGE = 'https://news.example.cn/a.html'

describe('the address of a quote in its original', () => {
  it.each([
    [PAGE, '到账1亿美元', `${PAGE}#:~:text=%E5%88%B0%E8%B4%A61%E4%BA%BF%E7%BE%8E%E5%85%83`],
    [`${PAGE}#top`, 'a', `${PAGE}#top:~:text=a`],
    // One that was copied from a browser has a directive already.
    [`${PAGE}#:~:text=old`, 'new', `${PAGE}#:~:text=new`],
    [PAGE, '5-6月, A&B', `${PAGE}#:~:text=5%2D6%E6%9C%88%2C%20A%26B`],
    [PAGE, '  ', PAGE],
    [PAGE, undefined, PAGE],
  ])('%s, “%s”', (url, quote, address) => {
    expect(originalAddress(url, quote)).toBe(address)
  })

  it.each([null, 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//example.cn', ''])(
    'is none for %s',
    (url) => {
      expect(originalAddress(url, 'a')).toBeNull()
    },
  )

  it('names a long quote by its first and its last clause', () => {
    const quote = `当天，项目签约仪式举行，${'各方共同投资建设新材料基地'.repeat(8)}，项目总投资超10亿元，用地约120亩。`
    expect(decoded(textDirective(quote))).toEqual(['当天，项目签约仪式举行', '用地约120亩。'])
  })

  it('names several paragraphs so, since no match may go over the end of one', () => {
    expect(decoded(textDirective('第一段说的是投资，很多。\n第二段说的是到账，也很多。'))).toEqual([
      '第一段说的是投资',
      '第二段说的是到账，也很多。',
    ])
  })

  it('takes the whole where no punctuation tells where words end', () => {
    const quote = '投'.repeat(200)
    expect(decoded(textDirective(quote))).toEqual([quote])
  })

  it('names what the quote begins and ends with, and has no character with a meaning but its comma', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quote = text.toWellFormed().trim()
        const directive = textDirective(text)
        expect(directive).not.toMatch(/[-&]/)
        const [start = '', end, ...more] = decoded(directive)
        expect(more).toEqual([])
        expect(quote.startsWith(start)).toBe(true)
        if (end !== undefined) expect(quote.endsWith(end)).toBe(true)
      }),
    )
  })
})

function decoded(directive: string): string[] {
  return directive.split(',').map(decodeURIComponent)
}
