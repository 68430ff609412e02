// The contract of the usage report: how much was asked in some days, and how it went.
import { z } from 'zod'
import { isoDate } from './article.ts'
import { answerSchema } from './contract.ts'

/** Days of the report are those of China, which has one time and no summer time. */
export const USAGE_ZONE = 'Asia/Shanghai'
/** The most days of one report. */
export const MOST_DAYS = 366
const DAY = 86_400_000

export const usageRequestSchema = z
  .strictObject({
    from: isoDate
      .optional()
      .describe('The first day (of Asia/Shanghai); default: `to` and the 29 days before'),
    to: isoDate.optional().describe('The last day; default: today'),
    channel: z.string().max(40).optional().describe('Only what came through this channel'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before `from`',
  })
  .refine(
    ({ from, to }) =>
      from === undefined || to === undefined || (Date.parse(to) - Date.parse(from)) / DAY < MOST_DAYS,
    { path: ['from'], message: `at most ${MOST_DAYS} days are told at once; give a later day` },
  )
export type UsageRequest = z.output<typeof usageRequestSchema>

const totals = {
  answered: z.number().int(),
  refused: z.number().int(),
  conflicting: z.number().int(),
  up: z.number().int().describe('Answers rated up'),
  down: z.number().int().describe('Answers rated down'),
}
const latency = {
  p50_ms: z.number().nullable().describe('Half of the answers took at most so long; null: there were none'),
  p95_ms: z.number().nullable().describe('19 of 20 answers took at most so long; null: there were none'),
}
const countSchema = z.object({ value: z.string(), count: z.number().int() })

export const usageSchema = z
  .object({
    from: isoDate,
    to: isoDate,
    time_zone: z.literal(USAGE_ZONE).describe('Whose days these are'),
    totals: z.object({ ...totals, ...latency }),
    before: z
      .object(totals)
      .nullable()
      .describe('As many days right before; null when answers of then are no longer kept'),
    days: z.array(z.object({ day: isoDate, ...totals, ...latency })).describe('Every day, oldest first'),
    channels: z.array(countSchema).describe('Answers by channel, most first, whatever `channel` says'),
    zones: z
      .array(countSchema)
      .describe('Answers by the zone of the article cited first, else of the filter; most first, at most 10'),
    questions: z
      .array(
        z.object({
          question: z.string().describe('As it was asked last, completed'),
          count: z.number().int(),
          outcome: answerSchema.shape.outcome.describe('Of the last'),
          last_asked_at: z.string(),
          group_id: z
            .string()
            .nullable()
            .describe('The group of like questions; null: the same wording only'),
        }),
      )
      .describe('What was asked most, at most 10'),
  })
  .meta({ id: 'Usage', description: 'How much was asked in some days, and how it went.' })
export type Usage = z.infer<typeof usageSchema>
export type UsageTotals = NonNullable<Usage['before']>

/** The report. Throws `AppError` `answers_off` (404) when no answers are kept. */
export type ReportUsage = (request: UsageRequest) => Promise<Usage>
