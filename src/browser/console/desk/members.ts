// The questions of a group, for pages that were opened from one.
import type { QuestionRecord } from '../../../answer-contract.ts'
import { api } from '../api.ts'
import { useFetched } from '../parts/fetched.ts'

export interface Members {
  /** How it was asked, each wording once, the latest first. */
  wordings: readonly string[]
  note: string | null
}

const NONE: Members = { wordings: [], note: null }
const MOST = 12

/** The members of a group; nothing without one, or until it is known. */
export function useMembers(group: string | undefined): Members {
  const { data } = useFetched(group ?? '', async (signal): Promise<Members> => {
    if (group === undefined) return NONE
    const query = { group, limit: 100 }
    const { items } = await api.get<{ items: QuestionRecord[] }>('/v1/questions', query, signal)
    const wordings = new Set(items.map(({ standalone_question }) => standalone_question))
    return { wordings: [...wordings].slice(0, MOST), note: items[0]?.note ?? null }
  })
  return data ?? NONE
}
