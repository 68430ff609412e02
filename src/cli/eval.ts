// `touwen eval`: the measures over question sets, as a table or JSON, against an earlier run and against floors.
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Command } from 'commander'
import type { Article } from '../article.ts'
import { InputError } from '../errors.ts'
import { readQuestions } from '../eval/dataset.ts'
import type { Met } from '../eval/metrics.ts'
import { broken, reportOf, table, type Report } from '../eval/report.ts'
import { locate, run } from '../eval/run.ts'
import { openParts } from '../node.ts'
import type { ArticleStore } from '../store/article-store.ts'
import { configOf } from './settings.ts'

interface Options {
  json?: boolean
  save?: string
  diff?: string
  floor?: string[]
  askedAt?: string
  wrong?: boolean
}

/** The command. Exit code 1 when a floor is broken. */
export function evalCommand(): Command {
  return new Command('eval')
    .description('Measure search and answers on question sets over the index')
    .argument('<questions.jsonl...>', 'question sets')
    .option('--json', 'print the figures as JSON')
    .option('--save <file>', 'keep the figures in a file, for --diff later')
    .option('--diff <file>', 'show the change against saved figures')
    .option('--floor <rule...>', 'exit 1 unless it holds, such as answer_right>=0.74 or ask_p95<=600')
    .option('--asked-at <time>', 'when the questions are asked (default: now)')
    .option('--wrong', 'list the questions that went wrong')
    .action(async (files: string[], options: Options, command: Command) => {
      const report = await measure(files, options, command)
      const before = options.diff === undefined ? undefined : await saved(options.diff)
      process.stdout.write(
        options.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${table(report, before)}\n`,
      )
      if (options.save !== undefined) await writeFile(options.save, `${JSON.stringify(report, null, 2)}\n`)
      for (const line of broken(report, options.floor ?? [])) {
        process.stderr.write(`floor broken: ${line}\n`)
        process.exitCode = 1
      }
    })
}

async function measure(files: string[], options: Options, command: Command): Promise<Report> {
  const config = configOf(command)
  const sets = await Promise.all(
    files.map(async (file) => ({ set: basename(file), gold: await readQuestions(file) })),
  )
  const parts = await openParts(config, { mode: 'read' })
  try {
    const quoted = sets.some(({ gold }) => gold.some((question) => question.quote))
    const articles = quoted ? await allArticles(parts.store) : []
    const questions = sets.flatMap(({ set, gold }) =>
      gold.map((question) => ({ set, gold: locate(question, articles) })),
    )
    const engine = await parts.engine()
    // One question before the clock runs: models load at their first use.
    await engine.ask({ question: '预热' })
    const rows = await run(engine, questions, {
      askedAt: options.askedAt,
      onRow: (_, done) => {
        if (done % 50 === 0) process.stderr.write(`${done} of ${questions.length} questions\n`)
      },
    })
    if (options.wrong === true) {
      for (const row of rows) {
        const wrong = row.gold.type === 'unanswerable' ? row.outcome !== 'refused' : !row.answer_right
        const unmet = row.met !== null && Object.values(row.met).includes(false)
        if (!wrong && !unmet) continue
        const { type, question, answers } = row.gold
        const parts = [
          type,
          question,
          JSON.stringify(answers),
          row.answer ?? '(refused)',
          row.confidence.toFixed(2),
        ]
        if (unmet) parts.push(`not as expected: ${unmetParts(row.met!)}; notes ${JSON.stringify(row.notes)}`)
        process.stdout.write(`${[...parts, `search ${row.search_rank ?? '–'}`].join(' | ')}\n`)
      }
    }
    return reportOf(rows)
  } finally {
    await parts.close()
  }
}

function unmetParts(met: Met): string {
  return Object.entries(met)
    .filter(([, value]) => value === false)
    .map(([part]) => part)
    .join(' and ')
}

/** Every article of an index, with its text. */
export async function allArticles(store: ArticleStore): Promise<Article[]> {
  const found: Article[] = []
  for (let offset = 0; ; offset += 1000) {
    const some = await store.list({}, 1000, offset)
    for (const { id } of some) found.push((await store.get(id))!)
    if (some.length < 1000) return found
  }
}

async function saved(file: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report
  } catch (cause) {
    throw new InputError(`${file}: not saved figures; make them with “touwen eval … --save ${file}”`, {
      cause,
    })
  }
}
