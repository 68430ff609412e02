// All regular expressions of the program: literals as they stand in its sources, and those that are put together as it makes
// them. An expression that is made somewhere and never seen here is named, so that none is passed over.
import { readdirSync, readFileSync } from 'node:fs'
import { patternsIn } from './source-patterns.ts'

export interface Pattern {
  /** `file:line` below src. */
  where: string
  expression: RegExp
}

/** Work that makes the expressions that no module makes as it is loaded. */
const MAKERS: (() => Promise<unknown>)[] = [
  async () => {
    const { completeQuestion } = await import('../../src/follow-up.ts')
    const asked = [{ role: 'user' as const, content: '丹阳的恒美项目投资多少' }]
    return completeQuestion('那个项目呢', asked, '2023-08-20T00:00:00Z', {
      total: 0,
      counts: new Map(),
      unlisted: 0,
    })
  },
  async () => (await import('../../src/overview.ts')).overviewSubject({ plain: '富士康', text: 'any news about Foxconn' }),
  async () =>
    (await import('../../src/ingest/mhtml.ts')).archivedPage(
      Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n\nx\n--b--'),
    ),
  async () => (await import('../../src/ingest/markdown.ts')).readMarkdown('a.md', '---\ndate: 2022-01-01\n---\nx'),
  async () => {
    const { namedAmounts, isProperName } = await import('../../src/answer/gather-amount.ts')
    return [isProperName('甲项目'), namedAmounts('总投资70亿元的恒美光电项目开工。恒美项目总投资7亿元。')]
  },
  async () => {
    const { listRequest } = await import('../../src/answer/gather-request.ts')
    const { understand } = await import('../../src/question.ts')
    return listRequest(understand('项目有多少', '2023-08-20T00:00:00Z'))
  },
] // prettier-ignore

/** Made of nothing that repeats; why nothing is to be tried on them. */
const FIXED: Readonly<Record<string, string>> = {
  'translate/resolve.ts': 'a row of sets, one for each syllable of a name',
  'answer/about.ts': 'three or four Han, one of them another',
  'eval/dataset.ts': 'an expression that a question set of one’s own brings',
  'eval/metrics.ts': 'the same',
}

/** Every expression, and the places that made none. */
export async function allPatterns(): Promise<{ patterns: Pattern[]; unseen: string[] }> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
  const found = files.map((file) => ({ file, ...patternsIn(readFileSync(`src/${file}`, 'utf8')) }))
  const patterns = found.flatMap(({ file, literals }) =>
    literals.map(({ source, flags, line }) => ({
      where: `${file}:${line}`,
      expression: new RegExp(source, flags),
    })),
  )
  const made = await recorded(async () => {
    for (const { file, made } of found)
      if (made.length > 0) await import(/* @vite-ignore */ new URL(`../../src/${file}`, import.meta.url).href)
    for (const maker of MAKERS) await maker()
  })
  const seen = new Set(made.map(({ where }) => where))
  const unseen = found
    .filter(({ file }) => !(file in FIXED))
    .flatMap(({ file, made }) => made.map((line) => `${file}:${line}`))
    .filter((where) => !seen.has(where))
  return { patterns: [...patterns, ...made], unseen }
}

// What the sources make while something runs.
async function recorded(run: () => Promise<void>): Promise<Pattern[]> {
  const Real = globalThis.RegExp
  const found = new Map<string, Pattern>()
  const note = (expression: RegExp): RegExp => {
    const where = /[/\\]src[/\\]([\w/\\-]+\.ts):\d+(?=:\d)/.exec(new Error('here').stack ?? '')?.[0].slice(5)
    if (where !== undefined && !(where.replace(/:\d+$/, '') in FIXED))
      found.set(`${where} ${String(expression)}`, { where, expression })
    return expression
  }
  globalThis.RegExp = new Proxy(Real, {
    construct: (_, given) => note(new Real(...(given as [string, string]))),
    apply: (_, __, given) => note(Real(...(given as [string, string]))),
  })
  try {
    await run()
  } finally {
    globalThis.RegExp = Real
  }
  return [...found.values()]
}
