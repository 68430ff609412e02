// The coefficients of the decision, with where they came from. Pure.
import { z } from 'zod'
import { IndexError } from '../errors.ts'
import { FEATURES } from './candidates.ts'
import { SIGNALS } from './decide.ts'

export const calibrationSchema = z.object({
  version: z.literal(1),
  /** Id of the reader whose scores it weighs. */
  reader: z.string(),
  /** Question sets it was fitted on, by file name, with their hash and number of questions. */
  fitted_on: z.array(z.object({ file: z.string(), sha256: z.string(), questions: z.number().int() })),
  fitted_at: z.string(),
  /** Probability that a candidate is right, from its features, for ranking. */
  ranker: z.object({ intercept: z.number(), weights: z.record(z.string(), z.number()) }),
  /** Probability that the best candidate is right, from the signals of the ranking. */
  decider: z.object({ intercept: z.number(), weights: z.record(z.string(), z.number()) }),
  /** Answered at or above, refused below. */
  threshold: z.number().min(0).max(1),
  /** Measured by 5-fold cross-validation on the sets above, at the threshold. */
  cross_validated: z.record(z.string(), z.number()),
})
export type Calibration = z.infer<typeof calibrationSchema>

/** Check a calibration read from disk against the reader in use. Throws `IndexError` with the remedy. */
export function checkCalibration(value: unknown, readerId: string): Calibration {
  const parsed = calibrationSchema.safeParse(value)
  const remedy = 'fit it again with “touwen calibrate”'
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new IndexError(
      `the calibration is not usable (${issue.path.join('.')}: ${issue.message}); ${remedy}`,
    )
  }
  const { ranker, decider } = parsed.data
  const missing = [
    ...FEATURES.filter((name) => ranker.weights[name] === undefined),
    ...SIGNALS.filter((name) => decider.weights[name] === undefined),
  ]
  if (missing.length > 0) throw new IndexError(`the calibration lacks ${missing.join(', ')}; ${remedy}`)
  if (parsed.data.reader !== readerId) {
    throw new IndexError(
      `the calibration belongs to reader ${parsed.data.reader}, not to ${readerId}; ${remedy}`,
    )
  }
  return parsed.data
}
