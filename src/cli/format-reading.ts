// What was read of a file, as a person reads it on a terminal. Pure.
import { FIELD_NAMES, type FieldName, type ReadArticle, type ReadFailure, type Why } from '../reading.ts'
import { oneLine, type Styles } from './terminal.ts'

const NAMES: Readonly<Record<FieldName, string>> = {
  title: '标题',
  published_at: '日期',
  source: '来源',
  author: '作者',
  zone: '开发区',
  region: '地区',
  url: '网址',
}
/** Lines that were left out are listed up to this many. */
const LISTED = 60

/** The text for one item, with an empty line behind it. */
export function formatReading(item: ReadArticle | ReadFailure, styles: Styles): string {
  const lines = 'error' in item ? failed(item) : shown(item, styles)
  return `${lines.join('\n')}\n\n`
}

function failed({ file, line, error }: ReadFailure): string[] {
  const where = line === undefined ? file : `${file}:${line}`
  return [`${oneLine(where)}: ${oneLine(error.fact)}; ${oneLine(error.remedy)}`]
}

function shown(item: ReadArticle, styles: Styles): string[] {
  const files = [item.file, ...(item.parts ?? [])].map(oneLine).join(' + ')
  const encoding =
    item.encoding === null ? [] : [row('编码', `${item.encoding} (${item.encoding_from ?? ''})`)]
  const fields = FIELD_NAMES.filter((name) => name !== 'title').flatMap((name) => {
    const value = item[name]
    return value === null ? [] : [row(NAMES[name], oneLine(value))]
  })
  return [
    styles.dim(files),
    styles.bold(oneLine(item.title)),
    ...fields,
    ...encoding,
    row('字数', String(item.text.length)),
    ...item.warnings.map((warning) => row('注意', oneLine(warning))),
    '',
    ...item.text.split('\n').map((line) => oneLine(line)),
    ...(item.why === undefined ? [] : ['', ...explained(item.why, styles)]),
  ]
}

function explained({ fields, body, dropped, site }: Why, styles: Styles): string[] {
  const more = dropped.length - LISTED
  return [
    ...FIELD_NAMES.flatMap((name) => [
      styles.bold(NAMES[name]),
      ...(fields[name].length === 0 ? ['  没有找到'] : []),
      ...fields[name].map(({ value, from, note, won }) => {
        const text = `${won ? '✓' : ' '} ${oneLine(value)}  ${styles.dim(`${oneLine(from)}: ${oneLine(note)}`)}`
        return `  ${text}`
      }),
    ]),
    ...(body === null ? [] : [styles.bold('正文'), `  ${oneLine(body)}`]),
    ...(site === null
      ? []
      : [
          styles.bold('站点'),
          `  ${oneLine(site.site)}: ${site.lines.length} lines repeat on most of ${site.pages} pages`,
        ]),
    styles.bold('未收入的行'),
    ...dropped.slice(0, LISTED).map(({ text, rule }) => `  ${oneLine(text)}  ${styles.dim(oneLine(rule))}`),
    ...(more > 0 ? [`  另有 ${more} 行，--json 列出全部`] : []),
  ]
}

function row(name: string, value: string): string {
  return `${name}  ${value}`
}
