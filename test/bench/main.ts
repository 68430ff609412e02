// `npm run bench`: TouWen beside other ways to search the same articles on the same machine. Tables on standard output,
// progress on standard error.
import { access, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { InputError, messageOf } from '../../src/errors.ts'
import { runJob } from './children.ts'
import { machineLine } from './machine.ts'
import { matching } from './questions.ts'
import { runBench, type Results, type Settings } from './run.ts'
import { SYSTEMS, type SystemName } from './systems.ts'
import { growthTable, serviceTable, systemsTable } from './tables.ts'

const PARTS = [...SYSTEMS, 'service'] as const
type Part = (typeof PARTS)[number]
/** The reference corpus: a quarter of its first file, the whole of it, and both files. */
const GROWTH = [1000, 4001, 24_001]

interface Options {
  corpus: string
  questions: string[]
  work: string
  articles: number
  only: Part[]
  growth?: number[] | true
  timed: number
  seed: number
  index?: string
  fp32Model?: string
  rateArticles: number
  json?: string
}

const program = new Command('bench')
  .description(
    'Compare TouWen with other ways to search the same articles, and measure its growth and its service',
  )
  .option('--corpus <dir>', 'directory of investment-news.jsonl and other-news.jsonl.gz', '../shared/corpus')
  .option('--questions <file...>', 'question sets; “*” stands for anything', ['../shared/eval/dev-*.jsonl'])
  .option('--work <dir>', 'where indexes are built, kept and used again', join(tmpdir(), 'touwen-bench'))
  .option('--articles <number>', 'how many articles the systems are compared on', count, 4001)
  .option('--only <parts>', `of ${PARTS.join(',')}, comma-separated`, partsOf, [...PARTS])
  .option('--growth [numbers]', `TouWen over growing corpora (default: ${GROWTH.join(',')} articles)`, counts)
  .option('--timed <number>', 'questions that the clock sees; all count for evidence', count, 200)
  .option('--seed <number>', 'of the choice of those questions', count, 1)
  .option('--index <dir>', 'a finished TouWen index of so many articles: copied instead of built')
  .option(
    '--fp32-model <dir>',
    'embedder in floats for LangChain.js (default: made from the shipped int8 one)',
  )
  .option('--rate-articles <number>', 'articles that the ingest rate is measured on', count, 100)
  .option('--json <file>', 'keep the figures in a file as well')
  .addHelpText(
    'after',
    '\nA build that is broken off goes on when the same command is run again; a finished one is used again.\n' +
      '\nExample:\n  npm run bench -- --only touwen,minisearch,fts5 --articles 1000 --growth 500,1000',
  )
  .action(async (options: Options) => {
    await checkFloatModel(options.fp32Model)
    const results = await runBench(await settingsOf(options), runJob, (line) =>
      process.stderr.write(`${line}\n`),
    )
    process.stdout.write(report(results, options))
    if (options.json !== undefined) {
      const kept = { machine: machineLine(), ...results }
      await writeFile(options.json, `${JSON.stringify(kept, null, 2)}\n`)
    }
  })

async function settingsOf(options: Options): Promise<Settings> {
  const { corpus, work, articles, only, growth, timed, seed, index, fp32Model, rateArticles } = options
  return {
    corpus,
    work,
    articles,
    timed,
    seed,
    index,
    rateArticles,
    questions: (await Promise.all(options.questions.map(matching))).flat(),
    systems: SYSTEMS.filter((name: SystemName) => only.includes(name)),
    service: only.includes('service'),
    growth: growth === true ? GROWTH : (growth ?? []),
    floatModel: fp32Model,
  }
}

async function checkFloatModel(directory: string | undefined): Promise<void> {
  if (directory === undefined) return
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', 'model.onnx')]) {
    await access(join(directory, name)).catch((cause: unknown) => {
      throw new InputError(
        `${join(directory, name)} is missing; give the directory of a model by --fp32-model`,
        {
          cause,
        },
      )
    })
  }
}

function report({ systems, growth, service }: Results, { timed, articles, fp32Model }: Options): string {
  const parts: string[] = []
  if (systems.length > 0) {
    const { questions } = systems[0]!.served.evidence
    const model = fp32Model === undefined ? 'the same weights multiplied in floats' : 'in floats'
    parts.push(
      `### Systems: ${articles} articles, evidence of ${questions} questions, ${timed} timed one after the other`,
      systemsTable(systems),
      'Passages of TouWen for MiniSearch and FTS5; LangChain.js with its own splitter (1,000 characters, 200 shared; the ' +
        `embedder reads 512 tokens of them) and the embedder unquantised (${model}). RSS: most memory of the process of ` +
        'its own, opening included.',
    )
  }
  if (growth.length > 0) parts.push('### Growth', growthTable(growth))
  if (service !== null) {
    parts.push(
      `### Service: ${articles} articles`,
      serviceTable(service.figures, service.rate, service.passages),
    )
  }
  return `${[...parts, machineLine()].join('\n\n')}\n`
}

function count(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new InvalidArgumentError('It must be a whole number above 0.')
}

function counts(text: string): number[] {
  return text.split(',').map(count)
}

function partsOf(text: string): Part[] {
  return text.split(',').map((name) => {
    const part = PARTS.find((one) => one === name.trim())
    if (part === undefined) throw new InvalidArgumentError(`“${name}” is none of ${PARTS.join(', ')}.`)
    return part
  })
}

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exitCode = 1
}
