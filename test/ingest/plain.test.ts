import { describe, expect, it } from 'vitest'
import { readPlain } from '../../src/ingest/plain.ts'

const PORTAL = `打造网上投资促进平台 致力于投资促进事业
您现在的位置:首页 > 开发区新闻 > 南通 > 文字新闻
奋力推动“二次创业” 加快建设一流园区
发布时间:2023-02-10  来源:海澜市经济开发区  发布开发区:江苏海澜经济开发区

  新春伊始,开发区召开动员大会。

  聚焦项目,在招大引强上实现突破

  今年计划引进10亿元以上项目6个,外资到账9000万美元。

上一条:园区举办招聘会,提供岗位三千个
下一条:园区赴沪招商
与我们联系
  • 联系电话:+86-000-00000000
  • 邮  箱:info@example.cn
Copyright © 2015-2024 All Rights Reserved. 版权所有:投促平台`

describe('readPlain', () => {
  it('reads a copied portal page without its furniture', () => {
    expect(readPlain(PORTAL)).toEqual({
      id: null,
      title: '奋力推动“二次创业” 加快建设一流园区',
      published_at: '2023-02-10',
      source: '海澜市经济开发区',
      zone: '江苏海澜经济开发区',
      region: '南通',
      url: null,
      text: '新春伊始,开发区召开动员大会。\n聚焦项目,在招大引强上实现突破\n今年计划引进10亿元以上项目6个,外资到账9000万美元。',
      warnings: [],
    })
  })

  it('takes a short first line as the title and does not repeat it', () => {
    expect(readPlain('某地引进外资项目\n2022年3月4日，某地引进项目12个。\n')).toMatchObject({
      title: '某地引进外资项目',
      text: '2022年3月4日，某地引进项目12个。',
      published_at: null,
    })
  })

  it('leaves a text without a title as it is', () => {
    const text = '园区签约了三个项目，总投资30亿元。明年开工。'
    expect(readPlain(text)).toMatchObject({ title: null, text })
  })

  it('reads header lines', () => {
    expect(
      readPlain('标题: 新项目签约\n日期: 2023/5/6\n来源: 江城日报\n\n签约项目8个，总投资21亿元。'),
    ).toMatchObject({
      title: '新项目签约',
      published_at: '2023-05-06',
      source: '江城日报',
      text: '签约项目8个，总投资21亿元。',
    })
  })

  it('keeps a short article between its meta line and the editor', () => {
    const draft = readPlain(
      '招商大会召开\r\n来源：江城日报  2021-12-01\r\n　　会上签约项目20个。\r\n责任编辑：李四\r\n',
    )
    expect(draft).toMatchObject({
      title: '招商大会召开',
      text: '会上签约项目20个。',
      published_at: '2021-12-01',
    })
  })

  it('keeps the article’s own telephone number', () => {
    const text = '招商热线如下，欢迎企业来电咨询。\n联系电话：0510-00000000'
    expect(readPlain(text)?.text).toContain('0510-00000000')
  })

  it('takes the time of an event for no date of publication', () => {
    const text =
      '时间：2023年5月6日上午9点\n地点：国际会议中心\n内容：投资推介会，预计签约项目20个，总投资50亿元。'
    expect(readPlain(`活动预告\n${text}`)).toMatchObject({ title: '活动预告', published_at: null, text })
  })

  it('finds the title under a menu that was copied with it', () => {
    const draft = readPlain(
      '园区新闻\n首页\n招商\n三家企业签约\n2023-03-04 09:00\n三家企业与园区签约，总投资12亿元。',
    )
    expect(draft).toMatchObject({
      title: '三家企业签约',
      published_at: '2023-03-04',
      text: '三家企业与园区签约，总投资12亿元。',
    })
  })

  it('warns of a day that does not exist', () => {
    const draft = readPlain('日期: 2022-02-30\n正文在这里，投资额一亿元。')
    expect(draft?.published_at).toBeNull()
    expect(draft?.warnings.join()).toContain('2022-02-30')
  })

  it('removes what a reader does not see', () => {
    expect(readPlain('第\u200b一\u00ad段，\u00a0总投资\u30003亿元。')?.text).toBe('第一段， 总投资 3亿元。')
  })

  it('is null for nothing', () => {
    expect(readPlain(' \r\n\u3000\n')).toBeNull()
  })
})
