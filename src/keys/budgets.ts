// What was used of the day's budgets. Counted in memory, written together every few seconds: a restart loses nothing, the
// death of the process at most what was counted since the last writing.
import type { Usage, UsageStore } from './sql-keys.ts'

export interface Budgets {
  /** What was used of a budget on a day (`YYYY-MM-DD`, UTC), by all processes as of the last writing and by this one. */
  used(budget: string, day: string): number
  add(budget: string, day: string): void
  /** Write what was counted since the last time. What cannot be written stays for the next time. */
  flush(): Promise<void>
  /** Write the rest and stop. */
  close(): Promise<void>
}

export interface BudgetsDeps {
  store: UsageStore
  /** The day of now, whose counts are read at the start. */
  today: string
  /** Between two writings, in ms. */
  everyMs?: number
}

/** Days that are kept for whoever looks at them in the database. */
const KEPT_DAYS = 31

/** Open the budgets with what was used of today. */
export async function openBudgets({ store, today, everyMs = 2000 }: BudgetsDeps): Promise<Budgets> {
  // Of one day only: the latest seen.
  let day = today
  const written = new Map<string, number>()
  const unwritten = new Map<string, Usage>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()
  let closed = false
  for (const { budget, used } of await store.of(today)) written.set(budget, used)

  const turn = (to: string): void => {
    if (to <= day) return
    day = to
    written.clear()
  }
  const write = async (): Promise<void> => {
    const batch = [...unwritten.values()]
    unwritten.clear()
    if (batch.length === 0) return
    // Until the database has told the sum, this process counts on its own.
    for (const { budget, day: of, used } of batch) {
      if (of === day) written.set(budget, (written.get(budget) ?? 0) + used)
    }
    try {
      for (const one of await store.add(batch, daysBefore(day, KEPT_DAYS))) {
        if (one.day === day) written.set(one.budget, one.used)
      }
    } catch {
      // Another process holds the file for long, or the disk is full: it is told by what else writes there.
      for (const { budget, day: of, used } of batch) {
        if (of === day) written.set(budget, (written.get(budget) ?? 0) - used)
        note(budget, of, used)
      }
    }
  }
  const note = (budget: string, of: string, used: number): void => {
    const name = `${of} ${budget}`
    const entry = unwritten.get(name)
    if (entry === undefined) unwritten.set(name, { day: of, budget, used })
    else entry.used += used
  }
  const flush = (): Promise<void> => {
    writing = writing.then(write)
    return writing
  }
  const soon = (): void => {
    if (closed) return
    timer ??= setTimeout(() => {
      timer = null
      void flush().then(() => unwritten.size > 0 && soon())
    }, everyMs)
  }
  return {
    used: (budget, of) => {
      turn(of)
      return (of === day ? (written.get(budget) ?? 0) : 0) + (unwritten.get(`${of} ${budget}`)?.used ?? 0)
    },
    add: (budget, of) => {
      turn(of)
      note(budget, of, 1)
      soon()
    },
    flush,
    close: async () => {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await flush()
    },
  }
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
}
