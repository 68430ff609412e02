// Drives an engine through dialogues: completes follow-up questions as a client's conversation would.
import type { Article } from '../article.ts'
import type { Turn } from '../contract.ts'
import type { Engine } from '../engine.ts'
import { locateDialogue, measureCompletion, type CompletionMeasure, type Dialogue } from './dialogues.ts'

/** The dialogues whose articles are all among the given ones, with their evidence found. */
export function askable(dialogues: Dialogue[], articles: Pick<Article, 'id' | 'text'>[]): Dialogue[] {
  const known = new Set(articles.map(({ id }) => id))
  return dialogues
    .map((dialogue) => locateDialogue(dialogue, articles))
    .filter(({ index, doc, turns }) =>
      index === 'samples'
        ? turns.some(({ evidence, also }) => evidence.length + also.length > 0)
        : known.has(doc) && turns.every((turn) => turn.doc === undefined || known.has(turn.doc)),
    )
}

/** Measure how follow-up questions are completed, with the engine's own answers as what was replied. */
export async function runDialogues(
  engine: Pick<Engine, 'ask' | 'search'>,
  dialogues: Dialogue[],
): Promise<CompletionMeasure> {
  const answers = new Map<string, string>()
  const answerTo = async (question: string, asked_at: string | undefined): Promise<string> => {
    const known = answers.get(question)
    if (known !== undefined) return known
    const { answer } = await engine.ask({ question, ...at(asked_at) })
    answers.set(question, answer ?? '')
    return answer ?? ''
  }
  return measureCompletion(dialogues, {
    complete: async (question, past, asked_at) => {
      const history: Turn[] = []
      for (const turn of past) {
        history.push({ role: 'user', content: turn.question })
        history.push({ role: 'assistant', content: await answerTo(turn.standalone_question, asked_at) })
      }
      return (await engine.ask({ question, history, ...at(asked_at) })).standalone_question
    },
    search: async (query) =>
      (await engine.search({ query, limit: 10 })).hits.map(({ article, start, end }) => ({
        doc: article.id,
        start,
        end,
      })),
  })
}

const at = (asked_at: string | undefined): { asked_at?: string } =>
  asked_at === undefined ? {} : { asked_at }
