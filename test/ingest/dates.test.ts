import { describe, expect, it } from 'vitest'
import { findDates, findTornDate, readDay } from '../../src/ingest/dates.ts'

describe('findDates', () => {
  it.each([
    '2022-03-04',
    '2022年3月4日',
    '2022年03月04日 10:21',
    '2022/3/4 10:21:00',
    '2022.03.04',
    '2022.03.0405:39',
    '[2022/3/4 10:21]',
    '２０２２年３月４日',
    '二〇二二年三月四日',
    '二○二二年三月四日',
    '2022 年 3 月 4 日',
    '发布时间:2022-03-04T08:00',
  ])('reads %s', (text) => {
    expect(findDates(text).map(({ day }) => day)).toEqual(['2022-03-04'])
  })

  it.each(['2022-02-30', '2022年13月1日', '2021-02-29', '二〇二二年二月三十日'])(
    'finds %s but gives no day',
    (text) => {
      expect(findDates(text)).toMatchObject([{ day: null }])
    },
  )

  it.each(['2022年', '3月4日', '12022-03-045', '电话0512-5366-0867', '1-10月'])(
    'finds no date in %s',
    (text) => {
      expect(findDates(text)).toEqual([])
    },
  )

  it('reads Chinese numerals up to the end of the month', () => {
    expect(findDates('二〇一九年十二月三十一日')[0]?.day).toBe('2019-12-31')
    expect(findDates('一九九八年十月二十日')[0]?.day).toBe('1998-10-20')
  })
})

describe('readDay', () => {
  it('gives the day in Shanghai for a time with a zone', () => {
    expect(readDay('2024-05-27T23:30:00Z')?.day).toBe('2024-05-28')
    expect(readDay('2019-09-11T01:53:41+08:00')?.day).toBe('2019-09-11')
    expect(readDay('2024-02-30T10:00:00Z')?.day).toBeNull()
  })

  it('reads compact days', () => {
    expect(readDay('20220304')?.day).toBe('2022-03-04')
    expect(readDay('20221304')?.day).toBeNull()
    expect(readDay('soon')).toBeNull()
  })
})

describe('findTornDate', () => {
  it('puts together what the layout tore apart', () => {
    expect(findTornDate('17 2023/08')?.day).toBe('2023-08-17')
    expect(findTornDate('03-04 2022')?.day).toBe('2022-03-04')
    expect(findTornDate('共17家企业')).toBeNull()
  })
})
