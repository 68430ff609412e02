// The names of development zones, as people and articles write them: “丹阳开发区” is “江苏丹阳经济开发区”. Pure.
import { isPlace, namesIn } from './subject.ts'
import { comparable } from './text.ts'

export interface Zone {
  name: string
  /** Its place, which every text about it holds. */
  core: string
  /**
   * Whether a text speaks of it: it needs its kind as well (“句容” alone is not “句容开发区”, “丹阳经济开发区” not
   * “丹阳高新区”).
   */
  isIn(text: string): boolean
}

const ZONE_KINDS =
  '开发区|高新区|经开区|自贸试验区|自贸区|自贸港|综保区|保税区|新片区|新区|工业园区|园区|产业园|工业园|科技园'
const INFIX =
  '省|市|县|区|国家级?|省级|经济|技术|高新|综合|新技术|产业|工业|科技|临空|循环|国际|现代|自由贸易|试验区?|示范|中国|[（()）]'
/** No zone's name goes on for longer behind its place. */
const REACH = 24
const ZONE = new RegExp(`(\\p{Script=Han}{2})((?:${INFIX}){0,6})(${ZONE_KINDS})`, 'gu')
const SAID_ZONE = new RegExp(`^(?:${INFIX}){0,6}(?:${ZONE_KINDS}|自贸|自由贸易)`, 'u')
const NOT_A_ZONE =
  /[哪几个些这那该本此各级的所家是在有多整到]|^(?:经济|技术|产业|综合|高新|工业|科技|国家|自由|贸易|城市|地区|沿海|[东中西南北]部|全[国省市区县]|我国|国内|海外|境外|国外|现代|相关|附近|主要|重点|自贸|中外|跨境|边境|外资|农业|生态|智慧|绿色|特色|试验)$/u
// Of a kind that is asked for, the kinds that may be meant. Others are as good as any: “开发区” is said of all of them.
const SAME_KIND: [asked: RegExp, said: RegExp][] = [
  [/高新/u, /高新/u],
  [/经开/u, /经开|经济/u],
  [/自贸/u, /自贸|自由贸易/u],
  [/综保|保税/u, /保税|综保/u],
  [/园/u, /园/u],
]

/** The zones that a question names, in order. `plain`: simplified, NFKC. */
export function zonesIn(plain: string): Zone[] {
  const names = namesIn(plain)
  return [...plain.matchAll(ZONE)].flatMap((match): Zone[] => {
    const [whole, core, infix, kind] = match as unknown as [string, string, string, string]
    const around = names.find(({ start, end }) => start <= match.index && end >= match.index + whole.length)
    const before = withoutAsking(plain.slice(around?.start ?? match.index, match.index))
    if (NOT_A_ZONE.test(core) && !isPlace(`${before}${core}`)) return []
    const name = `${belongs(before, core) ? before : ''}${whole}`
    const isIn = (text: string): boolean => holdsZone(comparable(text), core, `${infix}${kind}`)
    return [{ name, core, isIn }]
  })
}

// “石家庄高新区” and “广东深圳高新区” are found by two characters and told in full; “进驻葛店经开区” is not.
function belongs(before: string, core: string): boolean {
  return (
    isPlace(before) ||
    isPlace(`${before}${core}`) ||
    (before.length <= 2 && !/[在到去来进驻入于与和离从的访投建签设落位]/u.test(before))
  )
}

function holdsZone(text: string, core: string, kind: string): boolean {
  // “浦东新区” and “浦东” are one place.
  if (/(?<!高)新区$/u.test(kind)) return text.includes(core)
  const needed = SAME_KIND.filter(([asked]) => asked.test(kind)).map(([, said]) => said)
  for (let at = text.indexOf(core); at !== -1; at = text.indexOf(core, at + 1)) {
    const said = SAID_ZONE.exec(text.slice(at + core.length, at + core.length + REACH))?.[0]
    if (said !== undefined && needed.every((kinds) => kinds.test(said))) return true
  }
  return false
}

const ASKING = /^(?:请问一?下?|麻烦|我想知道|想知道|想问一?下?|问一下|告诉我)+/u

/** A text without the words that open a question. */
export function withoutAsking(text: string): string {
  return text.replace(ASKING, '')
}
