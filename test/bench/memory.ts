// The most memory a process has held.
import { readFileSync } from 'node:fs'

/**
 * Bytes; of this process by default. On Linux from /proc, where the figure begins with the program (that of getrusage
 * begins with the process it was forked from); elsewhere null for another process.
 */
export function peakRss(pid: number = process.pid): number | null {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    if (kilobytes !== null) return Number(kilobytes[1]) * 1024
  } catch {
    // No /proc: below.
  }
  return pid === process.pid ? process.resourceUsage().maxRSS * 1024 : null
}
