// A call of a model behind a Workers AI binding: in time, tried again when that may help, and checked. It knows no model.
import { z } from 'zod'
import { attempt, TimeoutError } from './attempts.ts'
import { AppError, messageOf, OverloadError } from './errors.ts'

/** What is needed of `Ai`; structural, so that no Workers types leak into the program. */
export interface WorkersAi {
  run(model: string, inputs: Record<string, unknown>): Promise<unknown>
}

export interface CallOptions {
  /** For one try, in ms; default 10 s. */
  timeoutMs?: number
  signal?: AbortSignal | undefined
  sleep?: (ms: number) => Promise<void>
}

/**
 * The output of a model, as the schema has it. Throws `OverloadError` when it does not answer, and 503 with the remedy when
 * the account or the model's name forbids it.
 */
export async function runModel<T>(
  ai: WorkersAi,
  model: string,
  inputs: Record<string, unknown>,
  schema: z.ZodType<T>,
  { timeoutMs = 10_000, signal, sleep }: CallOptions = {},
): Promise<T> {
  const output = await attempt(() => ai.run(model, inputs), {
    tries: 3,
    timeoutMs,
    pauseMs: 250,
    isPassing,
    signal,
    ...(sleep && { sleep }),
  }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw explained(error, model)
  })
  const parsed = schema.safeParse(output)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw unusable(
    model,
    `its output is of another shape (${issue.path.join('.') || 'output'}: ${issue.message})`,
    'choose a model of this kind',
  )
}

/** A model that cannot be used as it is configured (503). */
export function unusable(model: string, fact: string, remedy: string, cause?: unknown): AppError {
  return new AppError('model_unusable', 503, `the model ${model} cannot be used: ${fact}; ${remedy}`, {
    cause,
  })
}

// --- Internal helpers ---

// https://developers.cloudflare.com/workers-ai/platform/errors/ — the code begins the message: “3040: …”.
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\b(?:5007|3042)\b|no such model/i, 'correct its name (TOUWEN_EDGE_EMBEDDER, TOUWEN_EDGE_RERANKER)'],
  [/\b(?:3023|3041|5018|5016|5019)\b/, 'see what the account may use in the dashboard of Workers AI'],
  [
    /\b3036\b|daily free allocation/i,
    'wait until 00:00 UTC, when the free allocation is renewed, or choose the paid plan',
  ],
  [/\b(?:3006|3003|5004)\b|too large/i, 'send shorter texts'],
]

function isPassing(error: unknown): boolean {
  const fact = messageOf(error)
  return REFUSED.every(([pattern]) => !pattern.test(fact))
}

function explained(error: unknown, model: string): unknown {
  const fact = messageOf(error)
  const refused = REFUSED.find(([pattern]) => pattern.test(fact))
  if (refused !== undefined) return unusable(model, fact, refused[1], error)
  const slow = error instanceof TimeoutError ? 'is too slow' : 'does not answer'
  return new OverloadError(`the model ${model} ${slow} (${fact}); try again later`, { cause: error })
}
