// Fits the decision of a deployment elsewhere to question sets, from the evidence it gives. It knows no HTTP.
import type { Calibration } from '../answer/calibration.ts'
import { AppError } from '../errors.ts'
import type { Evidence, EvidenceRequest } from '../evidence-contract.ts'
import { fit, judged, type Example, type FitOptions } from './calibrate.ts'
import { isAnswerable, type GoldQuestion } from './dataset.ts'
import { locate } from './run.ts'

export interface RemoteFitOptions extends Omit<FitOptions, 'reader'> {
  askedAt: string
  onQuestion?: (done: number) => void
}

export interface RemoteFit {
  calibration: Calibration
  /** Questions that have an answer, and those of them for which some candidate was right. */
  answerable: number
  found: number
}

/** Ask for the evidence of every question and fit. Throws `AppError` when it cannot be fitted on that. */
export async function calibrateRemote(
  evidenceOf: (request: EvidenceRequest) => Promise<Evidence>,
  questions: GoldQuestion[],
  { askedAt, onQuestion, ...options }: RemoteFitOptions,
): Promise<RemoteFit> {
  const examples: Example[] = []
  let reader: string | null = null
  for (const gold of questions) {
    const evidence = await evidenceOf({ question: gold.question.trim(), asked_at: gold.asked_at ?? askedAt })
    reader ??= evidence.reader
    if (reader !== evidence.reader) {
      throw unfit(`the reader changed from ${reader} to ${evidence.reader} meanwhile`, 'run this again')
    }
    examples.push(judged(located(gold, evidence), evidence))
    onQuestion?.(examples.length)
  }
  const answerable = examples.filter(({ gold }) => isAnswerable(gold))
  const found = answerable.filter(({ candidates }) => candidates.some(({ right }) => right)).length
  if (reader === null || found === 0) {
    throw unfit(
      `for none of ${answerable.length} answerable questions some candidate is right`,
      'load the articles that the questions were asked of',
    )
  }
  if (answerable.length === examples.length) {
    throw unfit('no question is unanswerable', 'give question sets with such ones, else nothing is refused')
  }
  return { calibration: fit(examples, { ...options, reader }), answerable: answerable.length, found }
}

// --- Internal helpers ---

const NOWHERE: GoldQuestion['also'] = []

// Where a supporting text stands is looked for in what was read: elsewhere no candidate is.
function located(gold: GoldQuestion, { passages }: Evidence): GoldQuestion {
  const places = passages.flatMap(({ passage: { article_id, start, text } }) =>
    locate({ quote: gold.quote, also: NOWHERE }, [{ id: article_id, text }]).also.map(
      ([id, from, to]): [string, number, number] => [id, start + from, start + to],
    ),
  )
  return { ...gold, also: [...gold.also, ...places] }
}

function unfit(fact: string, remedy: string): AppError {
  return new AppError('cannot_fit', 422, `${fact}; ${remedy}`)
}
