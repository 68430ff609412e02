// Conversations as test data, and how well follow-up questions are completed. It knows no way of completing them.
import { z } from 'zod'
import type { Article } from '../article.ts'
import { questionSchema, readJsonl, type GoldQuestion } from './dataset.ts'
import { evidenceRank, share, type Place } from './metrics.ts'
import { locate } from './run.ts'

const turnSchema = questionSchema.omit({ asked_at: true }).extend({
  /** The question as a careful person would write it who may not refer to earlier turns. */
  standalone: z.string().min(1),
  /** Whether it takes something from earlier turns; if not, it must be left as it is. */
  inherits: z.boolean(),
  /** When it differs from the dialogue's. */
  doc: z.string().min(1).optional(),
})

const dialogueSchema = z
  .object({
    id: z.string().min(1),
    /** Article of the turns that name no other. */
    doc: z.string().min(1),
    /** Which articles it is about: the development corpus, or those shipped in data/articles. */
    index: z.enum(['corpus', 'samples']).default('corpus'),
    kind: z.enum(['follow_up', 'new_topic']),
    turns: z.array(turnSchema).min(2).max(4),
    asked_at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ turns }) => !turns[0]!.inherits, 'the first turn has nothing to inherit')
  .refine(
    ({ turns }) =>
      turns.every(({ inherits, question, standalone }) => inherits !== (question === standalone)),
    'a turn inherits exactly when its standalone question differs',
  )
  .refine(
    ({ kind, turns }) => (kind === 'new_topic') === turns.slice(1).some(({ inherits }) => !inherits),
    'a later turn stands alone exactly in a dialogue of kind new_topic',
  )
export type Dialogue = z.infer<typeof dialogueSchema>

/** Read a set of dialogues. Throws `InputError` naming file, line and fault. */
export const readDialogues = (path: string): Promise<Dialogue[]> => readJsonl(path, dialogueSchema)

/** Fill the evidence of turns that give a `quote`, as the dialogues over the shipped articles do. */
export function locateDialogue(dialogue: Dialogue, articles: Pick<Article, 'id' | 'text'>[]): Dialogue {
  return { ...dialogue, turns: dialogue.turns.map((turn) => locate(turn, articles)) }
}

/** One gold question a turn, asked in its standalone form. */
export function goldTurns({ doc, asked_at, turns }: Dialogue): GoldQuestion[] {
  return turns.map((turn) => ({
    ...turn,
    question: turn.standalone,
    doc: turn.doc ?? doc,
    ...(asked_at === undefined ? {} : { asked_at }),
  }))
}

/** An earlier turn as the server remembers it. */
export interface PastTurn {
  question: string
  /** What it was completed to. */
  standalone_question: string
}

export interface CompletionDeps {
  complete(question: string, history: PastTurn[], asked_at: string | undefined): string | Promise<string>
  /** Hits for a query, best first. */
  search(query: string, asked_at: string | undefined): Promise<Place[]>
}

export interface CompletionMeasure {
  /** Turns that inherit and have evidence to be found. */
  inheriting: number
  /** Of these, those whose hand-written question finds evidence among the first 5 hits. */
  reachable: number
  /** Share of the reachable whose completed question finds evidence among the first 5 hits; NaN for none. */
  same_at_5: number
  /** Share of the inheriting for which evidence is the first hit of both questions or of neither; NaN for none. */
  equal_at_1: number
  /** Later turns that are complete by themselves. */
  standing_alone: number
  /** Share of these that came back as they were asked; NaN for none. */
  unaltered: number
  /** What was lost or altered, for reading. */
  faults: { dialogue: string; question: string; completed: string; standalone: string }[]
}

/**
 * Complete every later turn, with the earlier ones as they were completed, and search for the completed and for the
 * hand-written question. Each dialogue begins without history.
 */
export async function measureCompletion(
  dialogues: Dialogue[],
  { complete, search }: CompletionDeps,
): Promise<CompletionMeasure> {
  const faults: CompletionMeasure['faults'] = []
  const found: { at5: [hand: boolean, completed: boolean]; equal_at_1: boolean }[] = []
  const kept: boolean[] = []
  for (const dialogue of dialogues) {
    const golds = goldTurns(dialogue)
    const history: PastTurn[] = []
    for (const [i, { question, standalone, inherits }] of dialogue.turns.entries()) {
      const completed = i === 0 ? question : await complete(question, [...history], dialogue.asked_at)
      history.push({ question, standalone_question: completed })
      if (i === 0) continue
      let right = completed === question
      if (inherits) {
        const gold = golds[i]!
        if (gold.evidence.length + gold.also.length === 0) continue
        const rankOf = async (query: string): Promise<number> =>
          evidenceRank(gold, await search(query, dialogue.asked_at)) ?? Number.POSITIVE_INFINITY
        const hand = await rankOf(standalone)
        const ours = await rankOf(completed)
        found.push({ at5: [hand <= 5, ours <= 5], equal_at_1: (hand === 1) === (ours === 1) })
        right = hand > 5 || ours <= 5
      } else kept.push(right)
      if (!right) faults.push({ dialogue: dialogue.id, question, completed, standalone })
    }
  }
  const reachable = found.filter(({ at5: [hand] }) => hand)
  return {
    inheriting: found.length,
    reachable: reachable.length,
    same_at_5: share(reachable.map(({ at5: [, completed] }) => completed)),
    equal_at_1: share(found.map(({ equal_at_1 }) => equal_at_1)),
    standing_alone: kept.length,
    unaltered: share(kept),
    faults,
  }
}
