// Date, source, zone and region from meta lines and breadcrumbs, the same for every reader. It reads single
// lines; which lines of a page are meta lines is for the readers to say.
import { findDates, findTornDate, readDay, type FoundDate } from './dates.ts'
import { isRegion } from '../regions.ts'
import { authorName } from './authors.ts'
import { EDGE, firstPart, isNoName } from './names.ts'

/** What the label in front of a value says of it; `none` is a label of no interest, which ends a value. */
export type LabelKind =
  | 'title'
  | 'date'
  | 'index_date'
  | 'update'
  | 'source'
  | 'publisher'
  | 'author'
  | 'zone'
  | 'region'
  | 'url'
  | 'none'

const LABELS: Readonly<Record<LabelKind, string>> = {
  title: '标题 题目 文章标题 名称',
  date: '发布时间 发布日期 发表时间 发表日期 发稿时间 发稿日期 发布于 日期 时间 公布日期 公开日期 信息时间 稿件时间 上传时间 录入时间 录入日期 添加时间 添加日期 更新时间 發佈時間 發布時間 日期時間',
  index_date: '生成日期 发文日期 发文时间 成文日期 印发日期 成文时间 发布日',
  update: '最后更新 更新日期 修改时间 最后更新时间',
  source:
    '来源 信息来源 文章来源 新闻来源 稿件来源 内容来源 消息来源 稿源 出处 来源于 来源自 转自 本文来源 本文来源于 转载自 来自 來源 消息來源 文章出处 信息出处 来稿单位',
  publisher:
    '发布机构 发文机关 发布单位 责任部门 供稿单位 供稿 信息提供 发文单位 公开机构 发布部门 信息来源单位 发布机关',
  zone: '发布开发区 所属开发区 所在开发区 开发区',
  region: '地区 所属地区 所在地区 区域 所在地',
  url: '网址 原文链接 链接 原文地址',
  author: '作者 记者 撰稿 撰稿人 撰文 文章作者 采写 本文作者',
  none: '编辑 责编 责任编辑 审核 浏览 浏览次数 浏览量 点击 点击数 点击量 点击次数 阅读 阅读次数 阅读量 阅读数 访问量 访问次数 字号 字体 字体大小 打印 关闭 分享 分享到 分享至 通讯员 摄影 录入 录入者 发布者 发布人 索引号 主题分类 文号 发文字号 公开方式 公开时限 公开范围 信息索引号 关键词 关键字 标签 栏目 分类 文字 人气 评论 校对 视力保护色 保护视力色 背景色 有效性 主题词 体裁分类 组配分类 服务对象分类 公文时效 信息类别 內容 内容概述',
}

// Chinese pages set labels apart with spaces (“来 源”), so each character may be followed by one.
const KIND_OF = new Map<string, LabelKind>()
for (const [kind, words] of Object.entries(LABELS)) {
  for (const word of words.split(' ')) KIND_OF.set(word, kind as LabelKind)
}
const LABEL = new RegExp(
  `(${[...KIND_OF.keys()]
    .sort((a, b) => b.length - a.length)
    .map((word) => [...word].join('[ \\u3000]{0,4}'))
    .join('|')})(?:[ ${EDGE}】\\]]{0,3}[:：]|(?=[ ]?[|${EDGE}]))`,
  'g',
)

/** A label and what follows it up to the next one. */
export interface Labelled {
  kind: LabelKind
  label: string
  value: string
}

/** The labelled values of a line, in order. A label inside a longer word (“数据来源：”) is none. */
export function labelled(line: string): Labelled[] {
  const found: Labelled[] = []
  // “沈阳经济技术开发区” before an edge ends in a word that is a label elsewhere; “江城日报作者：” is run together.
  const matches = [...line.matchAll(LABEL)].filter(
    (match) => /[:：]$/.test(match[0]) || !isWithinWord(line, match.index),
  )
  for (const [i, match] of matches.entries()) {
    if (isWithinWord(line, match.index)) continue
    const label = match[1]!.replace(/[ \u3000]/g, '')
    const value = line
      .slice(match.index + match[0].length, matches[i + 1]?.index ?? line.length)
      .replace(/^[\s|]+/, '')
    // “时间：5月6日上午9点” is when something takes place.
    if (label === '时间' && /[上下]午|晚上|地点|[至到]/.test(value)) continue
    found.push({ kind: KIND_OF.get(label) ?? 'none', label, value })
  }
  return found
}

function isWithinWord(line: string, at: number): boolean {
  return /[\p{Script=Han}\p{L}、，：:]/u.test(line[at - 1] ?? ' ')
}

/** How much a date's place on the page says that it is the day of publication; less is better. */
const DATE_RANK: Readonly<Partial<Record<LabelKind, number>>> = { date: 0, index_date: 2, update: 3 }

/** What a line tells of an article. */
export interface LineFields {
  date: { found: FoundDate; rank: number; label: string | null } | null
  source: { name: string; rank: number; label: string | null } | null
  author: string | null
  zone: string | null
  region: string | null
  title: string | null
  url: string | null
}

// How newspapers name the page an article was printed on: “《湖东日报》（2023年07月19日 第02版）”.
const PAPER = /^[（(]?\s?《\s?([^》]{1,13}?[报刊志摘])\s?》\s?[（(\s]\s?(?:19|20)\d{2}\s?[年-]/

/** Reads a meta line such as “发布时间:2022-03-04 来源:丹阳市经济开发区”. */
export function readMetaLine(line: string): LineFields {
  const fields: LineFields = {
    date: null,
    source: null,
    author: null,
    zone: null,
    region: null,
    title: null,
    url: null,
  }
  for (const { kind, label, value } of labelled(line)) {
    const plain = value.replaceAll(EDGE, ' ').trim()
    const rank = DATE_RANK[kind]
    if (rank !== undefined) {
      const found = findDates(plain)[0] ?? readDay(plain) ?? findTornDate(plain)
      if (found !== null && (fields.date === null || rank < fields.date.rank))
        fields.date = { found, rank, label }
    } else if (kind === 'source' || kind === 'publisher') {
      const name = sourceName(value)
      const at = kind === 'source' ? 0 : 2
      if (name !== null && (fields.source === null || at < fields.source.rank))
        fields.source = { name, rank: at, label }
    } else if (kind === 'author') {
      fields.author ??= authorName(value)
    } else if (kind === 'zone') {
      const name = sourceName(value)
      if (name !== null && isZoneName(name)) fields.zone ??= name
    } else if (kind === 'region') {
      const name = sourceName(value)
      if (name !== null && isRegion(name)) fields.region ??= name
    } else if (kind === 'title') {
      fields.title ??= plain === '' ? null : plain
    } else if (kind === 'url') {
      fields.url ??= plain === '' ? null : plain
    }
  }
  const paper = PAPER.exec(line.replaceAll(EDGE, ''))?.[1]
  if (paper !== undefined) fields.source ??= { name: paper, rank: 1, label: null }
  if (fields.date === null) {
    const found = findDates(line.replaceAll(EDGE, ' '))[0] ?? findTornDate(line.replaceAll(EDGE, ' '))
    if (found !== null) fields.date = { found, rank: 1, label: null }
  }
  return fields
}

const STOPS =
  / ?(?:[|｜丨]|【|\[|\s{2}|(?:本报|本网)?(?:记者|作者|编辑|责编|责任编辑|通讯员|字号|字体|打印|分享|浏览|点击|阅读|收藏|评论|关注|举报|纠错|订阅|扫一扫|大字?中字?小|小字号|大字体|我要|我有话))/

/** The name in the value of a source label, freed of what follows it; null when it is no name. */
export function sourceName(value: string): string | null {
  const first = firstPart(value)
  if (first === null) return null
  let name = first
  const stop = STOPS.exec(name)
  if (stop !== null) name = name.slice(0, stop.index)
  // A label that is not known ends the name as well.
  const label = / ?[\p{Script=Han}]{2,6}[:：]/u.exec(name.slice(1))
  if (label !== null) name = name.slice(0, label.index + 1)
  const date = findDates(name)[0]
  if (date !== undefined && name.normalize('NFKC').length === name.length) name = name.slice(0, date.start)
  name = name
    .replace(/^[\s【[(（“"：:·•\-—]+/, '')
    .replace(/(?<![\s】\])）：:；;,，、·•>》\-—/])[\s】\])）：:；;,，、·•>》\-—/]+$/, (run) =>
      run.startsWith('》') && first.includes('《') ? '》' : '',
    )
  if (/[（(][^）)]*$/.test(name)) name += first.slice(name.length).startsWith('）') ? '）' : ')'
  if (name.length > 40 || name === '' || isNoName(name)) return null
  if (/[。！？!?；]|https?:|[(（]\s?[)）]/.test(name) || !/[\p{L}]/u.test(name)) return null
  return name
}

const CRUMB_HEAD =
  /^(?:您|你)?(?:现在|当前|目前)?(?:所在|的)?(?:的)?(?:位置|栏目)[是]?[:：]?|^(?:当前|现在)?页面?[:：]/
const CRUMB_SPLIT = /[>＞»›→❯]+|&gt;|\s[/\\|-]\s|::/

/** The crumbs of “您现在的位置:首页 > 开发区新闻 > 镇江”; null when the line is no breadcrumb. */
export function crumbs(line: string): string[] | null {
  const plain = line.replaceAll(EDGE, ' ').replace(/\s+/g, ' ').trim()
  if (plain.length > 160) return null
  const head = CRUMB_HEAD.exec(plain)
  const rest = head === null ? plain : plain.slice(head[0].length)
  const parts = rest
    .split(CRUMB_SPLIT)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const isHome = /^(?:网站|本站|返回)?(?:首页|主页)$|^home$|首页$/i.test(parts[0] ?? '')
  if (head !== null && head[0].length >= 2 && parts.length > 0) return parts
  return parts.length >= 2 && isHome ? parts : null
}

/** The innermost crumb that is a region. */
export function regionOf(trail: readonly string[]): string | null {
  for (let i = trail.length - 1; i >= 0; i -= 1) {
    if (isRegion(trail[i]!)) return trail[i]!
  }
  return null
}

const OFFICE =
  /^(?:[\p{Script=Han}]{2,8}(?:省|自治区|市|州|盟))?([\p{Script=Han}]{2,8}?(?:省|市|县|区|州|盟|旗))(?:人民)?政府(?:门户网站|网站|网|办公室)?$/u

/** The region whose government an office or a site is: “江苏省镇江市人民政府” is 镇江市; null for others. */
export function regionOfOffice(name: string | null): string | null {
  const region = name === null ? null : (OFFICE.exec(name.trim())?.[1] ?? null)
  return region !== null && isRegion(region) ? region : null
}

const ZONE =
  /^[\p{Script=Han}（）()·]{1,24}(?:开发区|高新区|经开区|保税区|自贸区|试验区|新区|产业园区?|工业园区?|科技园区?|合作区|示范区|产业集聚区)(?=(?:管委会|管理委员会|党工委)?$)/u

const ZONE_WORDS =
  /经济|技术|高新|产业|国家级|省级|综合|工业|科技|合作|示范|自由贸易|自贸|保税|开发区|经开区|试验区|新区|园区|区|园|集聚/g

// What a label “开发区” may name: not the next entry of a menu.
function isZoneName(name: string): boolean {
  return (
    name.length >= 3 &&
    /(?:区|园|城|港|谷|岛|基地|中心|管委会|集团|公司)$/.test(name) &&
    !NAVIGATION.test(name)
  )
}
const NAVIGATION = /^(?:招商|投资|新闻|政务|走进|关于|联系|了解|认识|专题|服务|政策|办事|公开|互动|数据|首页)/

/**
 * The development zone that a name is the name of (“丹阳经济开发区管委会” is “丹阳经济开发区”); null for others,
 * also for a mere kind of zone (“高新区”).
 */
export function zoneOf(name: string | null): string | null {
  const zone = name === null ? null : (ZONE.exec(name.trim())?.[0] ?? null)
  return zone === null || zone.replace(ZONE_WORDS, '') === '' ? null : zone
}
