// `touwen calibrate`: fit the decision to question sets over the index and write it beside the reader.
import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { example, fit, MAX_FALSE_ANSWERS, type Example } from '../eval/calibrate.ts'
import { questionSets } from '../eval/question-sets.ts'
import { locate } from '../eval/run.ts'
import { calibrationPath, openParts } from '../node.ts'
import { allArticles } from './eval.ts'
import { configOf } from './settings.ts'

interface Options {
  askedAt: string
  maxFalseAnswers: number
  dryRun?: boolean
}

/** The command; give it development sets only, never the sets that are for measuring. */
export function calibrateCommand(): Command {
  return new Command('calibrate')
    .description('Fit when to answer and when to refuse, on development questions over the index')
    .argument('<questions.jsonl...>', 'question sets, answerable and unanswerable ones')
    .option('--asked-at <time>', 'when the questions are asked', new Date().toISOString())
    .option(
      '--max-false-answers <share>',
      'largest share of unanswerable questions answered',
      Number,
      MAX_FALSE_ANSWERS,
    )
    .option('--dry-run', 'print the coefficients, write nothing')
    .action(async (files: string[], options: Options, command: Command) => {
      const config = configOf(command)
      const parts = await openParts(config, { mode: 'read' })
      try {
        const articles = await allArticles(parts.store)
        const examples: Example[] = []
        const sets = await questionSets(files)
        for (const { path, questions } of sets) {
          for (const question of questions)
            examples.push(await example(locate(question, articles), parts, options.askedAt))
          process.stderr.write(`${path}: ${questions.length} questions read\n`)
        }
        const calibration = fit(examples, {
          reader: parts.reader.id,
          fittedOn: sets.map(({ provenance }) => provenance),
          fittedAt: new Date().toISOString().slice(0, 10),
          maxFalseAnswers: options.maxFalseAnswers,
        })
        const text = `${JSON.stringify(calibration, null, 2)}\n`
        process.stdout.write(text)
        if (options.dryRun !== true) await writeFile(calibrationPath(config), text)
      } finally {
        await parts.close()
      }
    })
}
