// Origins as a person writes them, one a line.
import { linesOf } from './check.ts'

/** The lines that are no origins: a scheme and a host, with `*.` before it for all below; no path. */
export function badOrigins(text: string | undefined): string[] {
  return linesOf(text).filter((line) => !isOrigin(line))
}

// --- Internal helpers ---

// As the API checks it, but for whole top-level domains, which it refuses.
function isOrigin(line: string): boolean {
  const plain = line.replace('//*.', '//')
  if (!/^https?:\/\//.test(line) || plain.includes('*') || !URL.canParse(plain)) return false
  return new URL(plain).origin === plain
}
