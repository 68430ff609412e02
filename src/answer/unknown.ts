// The names in a question that an index may be asked about: zones, and organisations or whatever else bears a plain
// mark of being a name. Pure; it says how to recognise them in a text, not whether any text holds them.
import type { Question } from '../question.ts'
import { isPlace, namesIn } from '../subject.ts'
import { comparable } from '../text.ts'
import { withoutAsking, zonesIn, type Zone } from '../zones.ts'

/** A name of which a refusal may say that no article holds it. */
export interface Unknown {
  kind: 'zone' | 'name'
  /** As asked, simplified. */
  name: string
}

export interface AskedName extends Unknown {
  /** What every text about it holds, for text search. */
  core: string
  /**
   * Whether a text speaks of it. A zone needs its kind as well (“句容” alone is not “句容开发区”, “丹阳经济开发区” not
   * “丹阳高新区”); an organisation only its core (“火星新材料” for “火星新材料有限公司”).
   */
  isIn(text: string): boolean
  /** Whether an index that does not hold it cannot answer. Organisations go by many names, zones hardly. */
  decisive: boolean
}

/** At most so many names of a question are looked up. */
const MOST = 4

const ORGANISATION = /^.{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|银行)/u
const LEGAL_FORM = /(?:[（(]集团[）)]|集团|股份|控股|有限|责任|公司){1,8}$/u
// What is said of many: “外资银行”, “上市公司” name none.
const OF_MANY =
  /(?:外资|内资|中资|合资|独资|国有|国资|民营|民间|私营|上市|非上市|保险|证券|基金|信托|租赁|投资|贸易|科技|商业|中央|政策性|跨国|子|分|母|总|全资|控股|关联|项目|平台|大型|中小|龙头|知名|头部|同类|科创|地产|房地产|互联网|车|药|境外|境内|海外|国内|国外|外国|本地|当地|地方|城市|农村|农商|开发|商务|中国|全国|世界|全球|各|多|这|那|该|其|哪|几|一|两|三|十|些|家|类|种|什么|的|[A-Z]股)/gu

/** The names of a question in order: each zone, organisation, quoted or Latin name once, at most four. */
export function namesAsked({ plain, chinese }: Question): AskedName[] {
  if (!chinese) return []
  const found = new Map<string, AskedName>()
  for (const name of [...zonesIn(plain).map(zoneAsked), ...organisationsAsked(plain), ...marked(plain)]) {
    const known = [...found.values()].some(
      (other) => other.name.includes(name.name) || name.name.includes(other.core),
    )
    if (!known) found.set(name.name, name)
  }
  return [...found.values()].slice(0, MOST)
}

function zoneAsked(zone: Zone): AskedName {
  return { kind: 'zone', ...zone, decisive: !zone.name.includes('园') }
}

function organisationsAsked(plain: string): AskedName[] {
  return namesIn(plain).flatMap(({ start, end }): AskedName[] => {
    const name = ORGANISATION.exec(withoutAsking(plain.slice(start, end)))?.[0]
    if (name === undefined) return []
    const core = coreOf(name)
    return core.replace(OF_MANY, '').replace('银行', '').length < 2 || PHRASE.test(core)
      ? []
      : [named(name, core)]
  })
}

// More than a name: “港股通资金占伟禄集团”, “重庆能源等16家公司”.
const PHRASE = /[占等个有对向在了被把从将为与和及是由让给买投“”"\d]|影响|一(?!汽)/u

// “江苏火星新材料集团有限公司” is also told of as “火星新材料”; a bank is always called one.
function coreOf(name: string): string {
  if (name.endsWith('银行')) return name
  const core = name.replace(LEGAL_FORM, '')
  for (const length of [4, 3, 2]) {
    const place = core.slice(0, length)
    if (core.length >= length + 2 && isPlace(place)) return core.slice(length)
  }
  return core
}

// Terms of the field in Latin letters, which name nobody.
const TERMS =
  /^(?:AI|GDP|IPO|FDI|ETF|REITs?|ESG|PPP|PMI|CPI|PPI|RCEP|APEC|OFDI|QFII|QFLP|QDLP|PE|VC|LP|GP|CEO|CFO|CTO|COO|APP|IT|ICT|VR|AR|MR|LED|OLED|MLED|LNG|LPG|EPC|BOT|TOD|CBD|SPV|ABS|MLF|LPR|USD|CNY|RMB|HK|A|B|H|U|[VK]\d*|\d?G|[A-Z]?\d[\w.-]*)$/iu

// An English sentence about Chinese names has capitals of its own, and names that the articles tell in Chinese.
const ENGLISH = /(?<![A-Za-z])[a-z]{2,20} [a-z]{2,20}(?![A-Za-z])/u

// “蓝鲸计划”, “Tesla”.
function marked(plain: string): AskedName[] {
  const quoted = [...plain.matchAll(/[“"「]([^“”"「」]{2,20})[”"」]|《([^《》]{2,30})》/gu)].map(
    (match) => match[1] ?? match[2]!,
  )
  const latin = ENGLISH.test(plain)
    ? []
    : [
        ...plain.matchAll(
          /(?<![A-Za-z\d])[A-Z][A-Za-z]{1,20}(?:[ &-][A-Z][A-Za-z]{1,20}){0,3}(?![A-Za-z\d])/gu,
        ),
      ].map(([name]) => name)
  return [
    ...quoted.map((name) => named(name, name)),
    ...latin.filter((name) => !TERMS.test(name)).map((name) => named(name, name)),
  ]
}

function named(name: string, core: string): AskedName {
  const sought = comparable(core)
  return { kind: 'name', name, core, isIn: (text) => comparable(text).includes(sought), decisive: false }
}
