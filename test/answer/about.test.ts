import { describe, expect, it } from 'vitest'
import { elsewhere } from '../../src/answer/about.ts'
import { understand } from '../../src/question.ts'
import { readPassage } from '../fakes.ts'

const asked = (question: string) => understand(question, '2023-08-20T00:00:00Z')
const of = (id: string, body: string, meta: object = {}) => readPassage(body, {}, { id, ...meta })

describe('elsewhere', () => {
  const hunan = of('a', '湖南上半年集成电路增长54.5%。')
  const nation = of('b', '上半年，充电桩产量增长53.1%。')

  it('is a passage of no such region beside another article that is of it', () => {
    const is = elsewhere(asked('湖南上半年锂离子电池增长多少'), [hunan, nation])
    expect([is(hunan), is(nation)]).toEqual([false, true])
  })

  it('knows the region before a verb', () => {
    expect(elsewhere(asked('湖南要让电池增长多少'), [hunan, nation])(nation)).toBe(true)
  })

  it('is none where no article is of it, or the question names no region alone', () => {
    expect(elsewhere(asked('湖北上半年锂离子电池增长多少'), [hunan, nation])(nation)).toBe(false)
    expect(elsewhere(asked('锂离子电池增长多少'), [hunan, nation])(nation)).toBe(false)
  })

  it('is none of an article that says so elsewhere, by its zone or as “全省”', () => {
    const rest = of('a', '锂离子电池增长28.7%。')
    const zone = of('c', '锂离子电池增长28.7%。', { zone: '湖南长沙经济技术开发区' })
    const own = of('d', '全省锂离子电池增长28.7%。')
    const is = elsewhere(asked('湖南省锂离子电池增长多少'), [hunan, rest, zone, own])
    expect([is(rest), is(zone), is(own)]).toEqual([false, false, false])
  })
})
