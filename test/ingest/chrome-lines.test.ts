import { describe, expect, it } from 'vitest'
import { chromeKind, isCaption, withoutChrome, withoutEditor } from '../../src/ingest/chrome-lines.ts'

describe('chromeKind', () => {
  it.each([
    ['责任编辑：林青', 'editor'],
    ['[ 责编：周岩 ]', 'editor'],
    ['（责任编辑： HN666）', 'editor'],
    ['【纠错】 【责任编辑:石磊】', 'editor'],
    ['初审：张三 复审：李四', 'editor'],
    ['审核：张三、李四', 'editor'],
    ['来源：江城日报', 'source'],
    ['《湖东日报》（2023年07月19日 第02版）', 'source'],
    ['上一篇：园区召开会议', 'next'],
    ['下一条: 没有了', 'next'],
    ['相关阅读', 'related'],
    ['网友评论（3）', 'comments'],
    ['分享到：', 'tool'],
    ['【打印本页】【关闭窗口】', 'tool'],
    ['版权所有：江城市政府', 'legal'],
    ['苏ICP备00000000号', 'legal'],
    ['与我们联系', 'contact'],
  ])('%s is %s', (line, kind) => {
    expect(chromeKind(line)).toBe(kind)
  })

  it.each([
    '初审：由县商务局受理，5个工作日内完成。',
    '上篇：稳中求进开新局',
    '（由市招商局负责）',
    '联系方式：0510-00000000',
    '来源于本地的税收增长12%，占比过半。',
    '下一步，园区将新增航线3条。',
    '关闭落后产能12家，腾出土地300亩。',
    '分享经济规模突破百亿元。',
    '项目审核：市发改委',
    '《外商投资法》（2019年3月15日通过）',
    '图-1600型客机首飞',
    '投诉举报电话为12345，全天受理。',
  ])('%s may be the article’s', (line) => {
    expect(chromeKind(line)).toBeNull()
  })
})

const read = (...lines: string[]): string[] => withoutChrome(lines, (line) => line)

describe('withoutChrome', () => {
  const prose = '园区今年新签约项目十六个，协议投资四十八亿元。'

  it('cuts at the first link to another article, and drops single lines anywhere', () => {
    expect(
      read(
        '来源：江城日报',
        prose,
        '责任编辑：林青',
        '上一篇：会议召开',
        '另一条消息，内容是别的，与本文无关。',
      ),
    ).toEqual([prose])
  })

  it('does not cut where most of the text follows', () => {
    expect(read(prose, '相关链接：', prose, prose, prose)).toEqual([prose, prose, prose, prose])
  })

  it('keeps who holds an event', () => {
    expect(read(prose, '主办单位：江城开发区')).toEqual([prose, '主办单位：江城开发区'])
  })
})

describe('single lines', () => {
  it('lose the editor at their end', () => {
    expect(withoutEditor('园区将设立基金。（责任编辑：白桦）')).toBe('园区将设立基金。')
    expect(withoutEditor('园区将设立基金（总规模：50亿元）')).toBe('园区将设立基金（总规模：50亿元）')
  })

  it('are captions by their words', () => {
    expect(isCaption('签约现场。 王明 摄')).toBe(true)
    expect(isCaption('图为签约现场，共有三家企业参加。')).toBe(false)
  })
})
