// What a compared system is to the benchmark: something built from articles once, then asked. It knows no system.
import type { Answer } from '../../src/contract.ts'
import type { Place } from '../../src/eval/metrics.ts'

export interface BenchArticle {
  id: string
  date: string | null
  text: string
}

/** The articles of one run: the same for every system. */
export interface Source {
  /** JSONL, one article a line. */
  file: string
  articles(): Promise<BenchArticle[]>
}

export interface System {
  /** Whether a build that was broken off goes on where it was; otherwise it begins anew. */
  resumable: boolean
  /** Build the index in an existing directory. Gives the number of its passages. */
  build(source: Source, directory: string, progress: (done: number, of: number) => void): Promise<number>
  open(directory: string): Promise<Opened>
}

/** An index that answers. */
export interface Opened {
  /** At most `limit` places of passages, best first, in UTF-16 units of the article's text. */
  search(question: string, limit: number): Promise<Place[]>
  /** Only of systems that answer. */
  ask?(question: string, askedAt: string | undefined): Promise<Pick<Answer, 'outcome' | 'answer' | 'text'>>
  close(): Promise<void>
}
