// Markdown with front matter. Markup becomes the lines a reader sees: headings and list items as lines, tables
// as rows, links as their text. It does not render; HTML inside is read as HTML.
import matter from 'gray-matter'
import { messageOf } from '../errors.ts'
import { cleanLines, oneLine } from './clean.ts'
import { readDay } from './dates.ts'
import { newDraft, noText, webAddress, type ParseItem } from './draft.ts'
import { zoneOf } from './fields.ts'

// gray-matter would run front matter written as JavaScript; an article is never a program.
const refuse = (): never => {
  throw new Error('front matter must be YAML')
}
const ENGINES = { javascript: refuse, js: refuse, coffee: refuse, coffeescript: refuse, cson: refuse }

/** One article from Markdown; an error item for unreadable front matter or a date that does not exist. */
export function readMarkdown(path: string, text: string): ParseItem {
  let file
  try {
    file = matter(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), { engines: ENGINES })
  } catch (error) {
    const fact = `the front matter cannot be read: ${messageOf(error).split('\n')[0]}`
    return {
      error: { path, fact, remedy: 'write it as YAML, one “key: value” a line, between two lines of ---' },
    }
  }
  const front: Record<string, unknown> = isRecord(file.data) ? file.data : {}
  const date = dateText(file.matter, front)
  const day = date === null ? null : (readDay(date)?.day ?? null)
  if (date !== null && day === null) {
    const fact = `date “${date}” in the front matter is not a day that exists`
    return { error: { path, fact, remedy: 'write it like 2022-03-04' } }
  }
  const lines = markdownLines(file.content)
  let title = stringOf(front['title'])
  const first = lines[0]
  if (first !== undefined && (first.level === 1 || first.text === title)) {
    title ??= first.text
    if (first.text === title) lines.shift()
  }
  if (lines.length === 0) return noText(path, 'write the article below the front matter')
  const source = stringOf(front['source'])
  return {
    draft: newDraft({
      id: stringOf(front['id']),
      title,
      published_at: day,
      source,
      zone: stringOf(front['zone']) ?? zoneOf(source),
      region: stringOf(front['region']),
      url: webAddress(stringOf(front['url'])),
      text: lines.map((line) => line.text).join('\n'),
    }),
  }
}

// YAML would turn 2022-02-30 into the 2nd of March, so the date is taken as it was written.
function dateText(source: string, front: Record<string, unknown>): string | null {
  const key = 'date' in front ? 'date' : 'published_at' in front ? 'published_at' : null
  if (key === null || front[key] === null) return null
  const written = new RegExp(`^["']?${key}["']?[ \\t]*:[ \\t]*(.*)$`, 'm').exec(source)?.[1]
  const value = (written ?? String(front[key])).replace(/[ \t]#.*$/s, '').trim()
  const plain = value.replace(/^(["'])(.*)\1$/, '$2').trim()
  return plain === '' ? null : plain
}

interface Line {
  text: string
  /** 1 to 6 for headings, 0 for everything else. */
  level: number
}

/** The plain lines of Markdown text. A hard-wrapped paragraph is one line. */
export function markdownLines(markdown: string): Line[] {
  const lines: Line[] = []
  let paragraph: string[] = []
  let fence: string | null = null
  const flush = (): void => {
    if (paragraph.length > 0) push(lines, inline(paragraph.join('\n')), 0)
    paragraph = []
  }
  for (const raw of withoutComments(markdown).split('\n')) {
    const line = raw.replace(/^(?:[ ]{0,3}>[ ]?)+/, '')
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null
      else push(lines, line, 0)
      continue
    }
    if (mark !== undefined) {
      flush()
      fence = mark
      continue
    }
    const heading = /^\s{0,3}(#{1,6})[ \t]+(.*)$/s.exec(line)
    const item = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)$/s.exec(line)
    if (line.trim() === '' || /^\s{0,3}(?:[-*_][ \t]*){3,}$/.test(line)) {
      flush()
    } else if (heading !== null) {
      flush()
      push(lines, inline(heading[2]!.replace(/(?<![ \t])[ \t]+#+[ \t]*$/, '')), heading[1]!.length)
    } else if (/^\s{0,3}=+\s*$/.test(line) && paragraph.length === 1) {
      push(lines, inline(paragraph[0]!), 1)
      paragraph = []
    } else if (/^\s*\|.*\|\s*$/.test(line)) {
      flush()
      pushRow(lines, line)
    } else if (item !== null) {
      flush()
      // The number of an ordered item is what a reader sees; a bullet is not.
      const number = /^\s*(\d{1,9}[.)])/.exec(line)?.[1]
      paragraph.push(number === undefined ? item[1]! : `${number} ${item[1]!}`)
    } else if (/^\[[^\]]{1,100}\]:\s*\S+/.test(line)) {
      flush()
    } else {
      paragraph.push(line)
      if (/(?: {2}|\\)$/.test(line)) flush()
    }
  }
  flush()
  return lines
}

function pushRow(lines: Line[], line: string): void {
  if (/^[\s|:-]+$/.test(line)) return
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inline(cell))
  push(lines, cells.join(' | '), 0)
}

function push(lines: Line[], text: string, level: number): void {
  for (const part of cleanLines(text)) lines.push({ text: part, level })
}

function inline(text: string): string {
  const plain = text
    .replace(/\\$/gm, '')
    .replace(/!\[[^\][\n]{0,300}\]\([^)\n]{0,600}\)/g, '')
    .replace(/\[([^\][\n]{0,300})\]\([^)\n]{0,600}\)/g, '$1')
    .replace(/\[([^\][\n]{1,300})\]\[[^\]\n]{0,100}\]/g, '$1')
    .replace(/<(https?:[^>\s]{1,600})>/g, '$1')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?[a-z][^<>]{0,600}>/gi, '')
    .replace(/(\*\*|__|~~)(?=\S)([^\n]{1,2000}?)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]{1,2000})\*(?!\*)/g, '$1')
    .replace(/(?<!\w)_(?=\S)([^_\n]{1,2000})_(?!\w)/g, '$1')
    .replace(/`{1,2}([^`\n]{1,500})`{1,2}/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|>~])/g, '$1')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
  return text.includes('<br') ? plain : oneLine(plain)
}

function withoutComments(text: string): string {
  let kept = ''
  let at = 0
  for (;;) {
    const open = text.indexOf('<!--', at)
    const close = open < 0 ? -1 : text.indexOf('-->', open + 4)
    if (close < 0) return kept + text.slice(at)
    kept += text.slice(at, open)
    at = close + 3
  }
}

function stringOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  const seen = oneLine(value)
  return seen === '' ? null : seen
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
