// The machine and the day of a run, without its name.
import { availableParallelism, cpus, totalmem } from 'node:os'

/** One line for below a table. */
export function machineLine(now = new Date()): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${model}, ${availableParallelism()} cores, ${memory} GB, ${process.platform}, Node ${process.versions.node}, ${now.toISOString().slice(0, 10)}`
}
