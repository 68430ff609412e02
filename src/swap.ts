// “那X呢”: finds what in the question before X takes the place of, of its own kind. Pure.
import { quantities } from './quantity.ts'
import { isRegion } from './regions.ts'
import { isPlace, namesIn } from './subject.ts'
import type { Interval } from './text.ts'

/** The question before, with `core` in the place of the part that is of its kind; null when it has none. */
export function swappedPart(core: string, before: string): string | null {
  return (
    amountSwapped(core, before) ??
    partSwapped(core, before) ??
    phraseSwapped(core, before) ??
    nameSwapped(core, before)
  )
}

// “100亿以上的呢” after “10亿元以上的有几个”.
function amountSwapped(core: string, before: string): string | null {
  const [own] = quantities(core)
  if (own === undefined || own.start > 0 || own.kind === 'date') return null
  const other = quantities(before).find(({ kind }) => kind === own.kind)
  if (other === undefined) return null
  const tail = /^(?:以[上下内])?的?/u.exec(before.slice(other.end))![0].length
  return before.slice(0, other.start) + core + before.slice(other.end + tail)
}

// “重庆单独实施的呢” after “其中川渝共建的有几个”.
function partSwapped(core: string, before: string): string | null {
  const match = /其中([^，。]{1,20}?的)/u.exec(before)
  if (match === null || !core.endsWith('的')) return null
  return before.slice(0, match.index + 2) + core + before.slice(match.index + match[0].length)
}

// “对欧盟呢” after “对东盟投资多少”, “in Thailand” after “in Hungary”.
function phraseSwapped(core: string, before: string): string | null {
  const [, preposition] = /^([对向从在给]|(?:in|at|for|to|from|by) )/iu.exec(core) ?? []
  if (preposition === undefined || core.length > 20) return null
  const at = before.toLowerCase().indexOf(preposition.toLowerCase(), 1)
  if (at < 0) return null
  const rest = before.slice(at + preposition.length)
  const name = /^\p{Script=Han}/u.test(rest)
    ? placeAt(rest)
    : (/^(?:[A-Z][\w-]*\s?){1,4}/u.exec(rest)?.[0].trim() ?? '')
  return name === '' ? null : before.slice(0, at) + core + rest.slice(name.length)
}

// The place at the head of a text; without one, the two characters that most names have.
function placeAt(text: string): string {
  for (const length of [5, 4, 3, 2]) if (isPlace(text.slice(0, length))) return text.slice(0, length)
  return text.slice(0, 2)
}

// “那苏州呢”, “那钽铌产业园呢”: a name of the same kind gives way.
function nameSwapped(core: string, before: string): string | null {
  const name = core.replace(/(?:那|这)个$|的$/u, '')
  const [own] = namesIn(name)
  if (own?.start !== 0) return null
  const others = namesIn(before)
  const regional = others.find((other) => isRegion(regionOf(cut(before, other))))
  if (isRegion(name) && regional !== undefined) {
    const end = regional.start + regionOf(cut(before, regional)).length
    return before.slice(0, regional.start) + name + before.slice(end)
  }
  // “世界500强呢” after “开发区有多少家上市公司” is no other zone.
  if (COUNTED.test(name) && others.every((it) => isArea(cut(before, it)))) return null
  const gone = others.find((it) => isArea(cut(before, it)) === isArea(name)) ?? others[0]
  if (gone === undefined) return null
  // “百度在北京” brings its own place.
  const rest = before.slice(gone.end)
  const place = /在/u.test(name) && rest.startsWith('在') ? 1 + placeAt(rest.slice(1)).length : 0
  return before.slice(0, gone.start) + name + rest.slice(place)
}

const COUNTED = /(?:\d强|企业|公司|机构|项目|人才|产品|平台)$/u

const AREA = /(?:开发区|高新区|经开区|自贸区|自贸港|新区|片区|园区|示范区|[省市县区州镇街道])$/u

function isArea(text: string): boolean {
  return isPlace(text) || AREA.test(text)
}

function cut(text: string, { start, end }: Interval): string {
  return text.slice(start, end)
}

// The region at the head of a name: “周口市” of “周口市第九期”; the name itself when there is none.
function regionOf(name: string): string {
  for (const length of [7, 6, 5, 4, 3, 2]) {
    const head = name.slice(0, length)
    if (head.length === length && isRegion(head)) return head
  }
  return name
}
