// Who wrote an article: from the value of a label, a meta tag, or a by-line in the text.
import { firstPart, isNoName } from './names.ts'

const ROLE = /^(?:本报|本网|全媒体|见习|实习)?(?:记者|通讯员|作者|评论员|特约撰稿人?)[\s：:]{0,2}/
const NOT_AN_AUTHOR =
  /^(?:admin\w{0,12}|administrator|root|user\d{0,9}|webmaster|编辑|管理员|佚名|本站|本站原创|原创|网站管理员|网络|信息中心|.{0,12}(?:发布|用户))$/i

/** The people that a label such as “作者” names, freed of their roles; null for none and for “admin” and the like. */
export function authorName(value: string): string | null {
  const first = firstPart(value)
  if (first === null) return null
  const name = first
    .replace(ROLE, '')
    .split(
      /[|｜【[（(]|\s{2,}|\s?(?:来源|编辑|责编|发布|时间|日期|浏览|阅读|点击|通讯员|摄影|(?:19|20)\d{2}[-年/.])/,
    )[0]!
    .replace(/(?<![\s：:；;，,、·|])[\s：:；;，,、·|]+$/, '')
    .trim()
  if (name === '' || name.length > 30 || isNoName(name) || NOT_AN_AUTHOR.test(name)) return null
  return /[。！？!?]|https?:/.test(name) || !/\p{L}/u.test(name) ? null : name
}

const BYLINE =
  /[（(](?:[\p{Script=Han}]{0,10})?记者[ 　：:]{0,2}((?!站|会|从|在)[\p{Script=Han}·]{2,4}(?:[ 　、，]{1,2}(?!通讯员|实习|见习|摄影)[\p{Script=Han}·]{2,4}){0,4})(?=[ 　）)、，/]|通讯员|实习)/u
const BYLINE_BARE =
  /^[\p{Script=Han}\d]{0,14}(?:[讯电]|报|网|社)\s{0,3}(?:[\p{Script=Han}]{0,6})?记者[ 　：:]{1,2}([\p{Script=Han}·]{2,4}(?:[ 　、]{1,2}[\p{Script=Han}·]{2,4}){0,3})(?=[ 　]|$)/u

/** The reporters that a by-line names: “本报讯（记者 李一 王二）”; null for a line without one. Looks at 120 characters. */
export function bylineOf(line: string): string | null {
  const found = BYLINE.exec(line.slice(0, 120)) ?? BYLINE_BARE.exec(line.slice(0, 60))
  return found === null ? null : found[1]!.replace(/[ 　、，]+/g, ' ').trim()
}
