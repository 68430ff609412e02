import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../src/ingest/markdown.ts'

const FRONT = `---
id: md-1
title: 港区新增航线
date: 2023-09-10
source: 港区报
zone: 海港经济区
region: 南通
url: https://example.com/1
tags: [物流, 航线]
---
`

describe('readMarkdown', () => {
  it('reads front matter and plain lines', () => {
    const body = `# 港区新增航线

港区新增**两条**[航线](https://example.com)，
每周\`3\`班。

## 意义
- 降低成本
- *提高*效率

1. 先通航
2. 再加密

| 项目 | 投资额 |
|:---|---:|
| 甲 | 3亿元 |

> 引用一句话。
<!-- 注释 -->
![图](a.png)
`
    expect(readMarkdown('a.md', FRONT + body)).toEqual({
      draft: {
        id: 'md-1',
        title: '港区新增航线',
        published_at: '2023-09-10',
        source: '港区报',
        zone: '海港经济区',
        region: '南通',
        url: 'https://example.com/1',
        text: '港区新增两条航线，每周3班。\n意义\n降低成本\n提高效率\n1. 先通航\n2. 再加密\n项目 | 投资额\n甲 | 3亿元\n引用一句话。',
        warnings: [],
      },
    })
  })

  it('takes fields as a reader sees them', () => {
    const item = readMarkdown(
      'a.md',
      '---\ntitle: "港区\u202e新增\u200b  航线"\nzone: "海港\ufeff经济区"\n---\n正文。',
    )
    expect(item).toMatchObject({ draft: { title: '港区新增 航线', zone: '海港经济区' } })
  })

  it('takes the first heading as title when there is no front matter', () => {
    expect(readMarkdown('a.md', '# 标题\n\n正文。')).toMatchObject({
      draft: { title: '标题', text: '正文。' },
    })
  })

  it.each(['2022-02-30', '"2022-13-01"', 'next week', '2022-02-30 10:00'])('refuses the date %s', (date) => {
    const item = readMarkdown('a.md', `---\ntitle: x\ndate: ${date}\n---\n正文。`)
    expect(item).toMatchObject({ error: { path: 'a.md', remedy: 'write it like 2022-03-04' } })
    expect('error' in item && item.error.fact).toContain(date.replaceAll('"', ''))
  })

  it.each(['2022年3月4日', '2022/3/4', '2022-03-04 10:00:00', '2022-03-03T20:00:00Z'])(
    'accepts the date %s',
    (date) => {
      expect(readMarkdown('a.md', `---\ndate: ${date}\n---\n正文。`)).toMatchObject({
        draft: { published_at: '2022-03-04' },
      })
    },
  )

  it('never runs front matter', () => {
    expect(readMarkdown('a.md', '---js\n{ title: process.exit(7) }\n---\n正文')).toHaveProperty('error')
  })

  it('reports front matter that is no YAML', () => {
    expect(readMarkdown('a.md', '---\ntitle: [a\n---\n正文')).toHaveProperty('error.remedy')
  })

  it('reports an empty body', () => {
    expect(readMarkdown('a.md', FRONT)).toHaveProperty('error.fact', 'no article text was found in it')
  })
})
