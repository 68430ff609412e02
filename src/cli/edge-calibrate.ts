// `touwen edge calibrate`: fit the decision of a deployment to question sets, over HTTP, and print what stores it there.
import { Command } from 'commander'
import { MAX_FALSE_ANSWERS } from '../eval/calibrate.ts'
import { calibrateRemote } from '../eval/calibrate-remote.ts'
import { questionSets } from '../eval/question-sets.ts'
import { remoteEvidence } from '../eval/remote.ts'
import { calibrationScript } from '../node-edge.ts'
import { edgeKeyOf } from './settings.ts'

interface Options {
  url: string
  askedAt: string
  maxFalseAnswers: number
  json?: boolean
}

const EXAMPLE = `TOUWEN_EDGE_KEY=tw_… npm run -s touwen -- edge calibrate --url https://ask.example.cn dev.jsonl > calibration.sql
  npx wrangler d1 execute DB --remote --file calibration.sql`

/** The command; give it development sets only, never the sets that are for measuring. */
export function edgeCalibrateCommand(): Command {
  return new Command('calibrate')
    .description('Fit when a deployment answers and when it refuses: SQL for the database DB')
    .argument('<questions.jsonl...>', 'question sets over its articles, answerable and unanswerable ones')
    .requiredOption('--url <address>', 'of the deployment; its key with the scope admin is TOUWEN_EDGE_KEY')
    .option('--asked-at <time>', 'when the questions are asked', new Date().toISOString())
    .option(
      '--max-false-answers <share>',
      'largest share of unanswerable questions answered',
      Number,
      MAX_FALSE_ANSWERS,
    )
    .option('--json', 'print the calibration itself, as “touwen edge calibration” takes it')
    .addHelpText('after', `\nExample:\n  ${EXAMPLE}`)
    .action(async (files: string[], options: Options, command: Command) => {
      const key = edgeKeyOf(command, 'admin')
      const sets = await questionSets(files)
      const questions = sets.flatMap((set) => set.questions)
      const { calibration, answerable, found } = await calibrateRemote(
        remoteEvidence({ url: options.url, key }),
        questions,
        {
          askedAt: options.askedAt,
          fittedOn: sets.map(({ provenance }) => provenance),
          fittedAt: new Date().toISOString().slice(0, 10),
          maxFalseAnswers: options.maxFalseAnswers,
          onQuestion: (done) => {
            if (done % 25 === 0 || done === questions.length)
              process.stderr.write(`${done} of ${questions.length} questions read\n`)
          },
        },
      )
      const { answer_right, false_answers, false_refusals } = calibration.cross_validated
      process.stderr.write(
        `${calibration.reader}: some candidate is right for ${found} of ${answerable}; cross-validated: ` +
          `right ${answer_right}, false answers ${false_answers}, false refusals ${false_refusals}\n`,
      )
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(calibration, null, 2)}\n`
          : await calibrationScript(calibration, calibration.reader),
      )
    })
}
