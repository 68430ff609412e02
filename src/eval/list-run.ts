// Drives an engine through list and overview questions and sums up how good the items are.
import type { Article } from '../article.ts'
import type { Engine } from '../engine.ts'
import { locateCase, measureList, measureOverview, type ListCase } from './lists.ts'
import { share } from './metrics.ts'

export interface ListReport {
  lists: number
  /** Means over the lists. A refused list has found nothing; its precision is not counted. */
  recall: number
  precision: number
  cited: number
  refused: number
  overviews: number
  overview_recall: number
  newest_first: number
  unanswerable: number
  /** Share of the unanswerable that were answered. */
  false_answers: number
  /** What was asked and shown, for reading. */
  shown: { question: string; items: string[]; recall: number }[]
}

/** The cases whose articles are among the given ones, with their evidence found. */
export function listable(cases: ListCase[], articles: Pick<Article, 'id' | 'text'>[]): ListCase[] {
  const known = new Set(articles.map(({ id }) => id))
  return cases
    .map((one) => locateCase(one, articles))
    .filter(({ index, doc, docs, items, also }) =>
      index === 'samples'
        ? docs.flat().some((id) => known.has(id)) ||
          items.some((item) => item.also.length > 0) ||
          also.length > 0
        : known.has(doc),
    )
}

/** Ask every question once. */
export async function runLists(engine: Pick<Engine, 'ask'>, cases: ListCase[]): Promise<ListReport> {
  const lists: ReturnType<typeof measureList>[] = []
  const overviews: ReturnType<typeof measureOverview>[] = []
  const falseAnswers: boolean[] = []
  const shown: ListReport['shown'] = []
  let refused = 0
  for (const gold of cases) {
    const { question, asked_at, filters } = gold
    const reply = await engine.ask({
      question,
      ...(asked_at === undefined ? {} : { asked_at }),
      ...(filters === undefined ? {} : { filters }),
    })
    let recall = Number.NaN
    if (gold.type === 'unanswerable') falseAnswers.push(reply.outcome !== 'refused')
    else if (gold.type === 'overview') {
      const measure = measureOverview(gold, reply)
      recall = measure.recall
      overviews.push(measure)
    } else {
      const measure = measureList(gold, reply)
      recall = measure.recall
      lists.push(measure)
      if (reply.outcome === 'refused') refused += 1
    }
    shown.push({ question, items: reply.items.map(({ answer }) => answer), recall })
  }
  return {
    lists: lists.length,
    recall: mean(lists.map((one) => one.recall)),
    precision: mean(lists.map((one) => one.precision)),
    cited: mean(lists.map((one) => one.cited)),
    refused,
    overviews: overviews.length,
    overview_recall: mean(overviews.map((one) => one.recall)),
    newest_first: share(overviews.map((one) => one.newest_first)),
    unanswerable: falseAnswers.length,
    false_answers: share(falseAnswers),
    shown,
  }
}

function mean(values: number[]): number {
  const known = values.filter((value) => !Number.isNaN(value))
  return known.reduce((sum, value) => sum + value, 0) / known.length
}
