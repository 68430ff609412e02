import { describe, expect, it } from 'vitest'
import { crumbs, readMetaLine, regionOf, sourceName, zoneOf } from '../../src/ingest/fields.ts'
import { isRegion } from '../../src/regions.ts'

describe('readMetaLine', () => {
  it('reads date, source and zone of a row', () => {
    const fields = readMetaLine('发布时间:2022-03-04 来源:丹阳市经济开发区 发布开发区:江苏丹阳经济开发区')
    expect(fields.date?.found.day).toBe('2022-03-04')
    expect(fields.source?.name).toBe('丹阳市经济开发区')
    expect(fields.zone).toBe('江苏丹阳经济开发区')
  })

  it('takes labels that are spaced out or run together', () => {
    expect(readMetaLine('来　源：江城日报作者：李一').source?.name).toBe('江城日报')
    expect(readMetaLine('来 源： | 新华社 | 字号：大').source?.name).toBe('新华社')
  })

  it('takes no label inside a longer word', () => {
    expect(readMetaLine('数据来源：国家统计局').source).toBeNull()
    expect(readMetaLine('会议时间：待定').date).toBeNull()
  })

  it('prefers the day of publication to that of an update', () => {
    expect(readMetaLine('更新日期：2023-09-01 发布日期：2023-08-01').date?.found.day).toBe('2023-08-01')
  })
})

describe('sourceName', () => {
  it.each([
    ['人民网－人民日报', '人民网－人民日报'],
    ['人民网-《人民日报》', '人民网-《人民日报》'],
    ['新华社 记者 张三', '新华社'],
    ['江城日报 2022-03-04', '江城日报'],
    ['江城日报【字体：大 中 小】', '江城日报'],
  ])('%s is %s', (value, name) => {
    expect(sourceName(value)).toBe(name)
  })

  it.each(['', ' - ', '未知', 'https://example.com/', '这是一个句子。'])('“%s” is no name', (value) => {
    expect(sourceName(value)).toBeNull()
  })
})

describe('crumbs', () => {
  it('reads a breadcrumb and its region', () => {
    const trail = crumbs('您现在的位置:首页 > 开发区新闻 > 镇江 > 文字新闻')
    expect(trail).toEqual(['首页', '开发区新闻', '镇江', '文字新闻'])
    expect(regionOf(trail ?? [])).toBe('镇江')
    expect(regionOf(['首页', '招商动态', '丹阳市'])).toBe('丹阳市')
    expect(regionOf(['首页', '产业园区', '服务专区'])).toBeNull()
  })

  it('takes no sentence for a breadcrumb', () => {
    expect(crumbs('增速为 8% > 上年的 5%')).toBeNull()
    expect(crumbs('项目位置优越，交通便利')).toBeNull()
  })

  it('knows regions by name and by ending', () => {
    expect(
      ['镇江', '江苏省', '内蒙古自治区', '昆山市', '德清县', '恩施州'].every((name) => isRegion(name)),
    ).toBe(true)
    expect(['新闻', '开发区', '社区', '全市', '会员专区'].some((name) => isRegion(name))).toBe(false)
  })
})

describe('zoneOf', () => {
  it('gives the zone of an office and nothing for a mere kind of zone', () => {
    expect(zoneOf('丹阳经济开发区管委会')).toBe('丹阳经济开发区')
    expect(zoneOf('江苏自由贸易试验区')).toBe('江苏自由贸易试验区')
    expect(zoneOf('高新区')).toBeNull()
    expect(zoneOf('江城日报')).toBeNull()
  })
})
