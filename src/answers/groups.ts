// Questions by meaning, for whoever works through what was not answered. The leader algorithm (J. A. Hartigan, Clustering
// Algorithms, 1975, ch. 3): one pass in the order of asking; a question joins the group whose first question it is like,
// the nearest of those, else it begins a group. What is in a group stays in it, so a group can be worked through.
import type { QuestionEmbedder } from '../engine.ts'
import type { Member } from './answer-rows.ts'
import { cosine, difference, tellQuestion, type Told } from './likeness.ts'
import type { AnswerStore } from './sql-answers.ts'

/**
 * Least cosine of two questions of one group. Measured on 250 own pairs: paraphrases have .958 to 1, near misses .916 to
 * .996, so that wording (`difference`) must tell those apart, and this only what is about something else altogether.
 */
export const GROUPED_FROM = 0.9

/** Groups that a question may join: those asked last. */
const MOST_GROUPS = 2000

interface Leader {
  group: string
  /** Read when it is first needed: that takes a millisecond, and most groups are far. */
  told: () => Told
  filters: string | null
  vector: Float32Array
}

interface Deps {
  store: Pick<AnswerStore, 'ungrouped' | 'leaders' | 'join' | 'ofModel'>
  embedder: QuestionEmbedder
  /** Makes the unguessable part of a group's id. */
  id: () => string
  /** Whether to stop before the next question. */
  stopped?: () => boolean
}

/** Put at most `most` waiting questions into groups, oldest first; how many were. */
export async function groupWaiting(
  { store, embedder, id, stopped = () => false }: Deps,
  most: number,
): Promise<number> {
  const waiting = await store.ungrouped(most)
  if (waiting.length === 0) return 0
  await store.ofModel(embedder.id)
  const leaders: Leader[] = []
  for (const member of await store.leaders(MOST_GROUPS)) {
    if (stopped()) return 0
    leaders.push(await leaderOf(member, member.group!, embedder))
  }
  let done = 0
  for (const member of waiting) {
    if (stopped()) break
    // One after the other: a visitor's question then waits for one at most.
    const one = await leaderOf(member, `grp_${id().replaceAll('-', '')}`, embedder)
    const found = nearestLike(one, leaders)
    if (found === null) leaders.push(one)
    await store.join(member.id, (found ?? one).group, one.vector)
    done += 1
  }
  return done
}

async function leaderOf(member: Member, group: string, embedder: QuestionEmbedder): Promise<Leader> {
  let read: Told | null = null
  const told = (): Told => (read ??= tellQuestion(member.standalone, member.asked_at))
  const vector = member.vector ?? (await embedder.embedQueries([told().plain]))[0]!
  return { group, told, filters: member.filters, vector }
}

// The same filters too: “外资到账目标是多少” asks of each zone something else.
function nearestLike(one: Leader, leaders: Leader[]): Leader | null {
  let best: Leader | null = null
  let most = GROUPED_FROM
  for (const leader of leaders) {
    if (leader.filters !== one.filters) continue
    const near = cosine(one.vector, leader.vector)
    if (near < most || (best !== null && near === most)) continue
    if (difference(one.told(), leader.told()) !== null) continue
    best = leader
    most = near
  }
  return best
}
