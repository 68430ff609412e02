// Which files take so long to read that this is better done apart. It knows names and first bytes.
import { kindOf } from './kinds.ts'
import { containerOf } from './signature.ts'

/** Below this, text is read as fast as it is sent to another thread. */
const HEAVY_BYTES = 64 * 1024

/** Whether a file is better read apart: packed documents always are; JSONL is read in small parts anyway. */
export function isHeavy(name: string, bytes: Uint8Array): boolean {
  return kindOf(name) !== 'jsonl' && (bytes.length > HEAVY_BYTES || containerOf(bytes) !== null)
}
