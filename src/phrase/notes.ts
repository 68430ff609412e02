// What a reader is told of the language model. Pure.

/** Why a text is not, or not wholly, in the words of the language model. */
export type Shortfall = 'slow' | 'failed' | 'busy' | 'unverified' | 'cut' | 'trimmed'

/** The note for it; an HTTP status is told, since it names the cause and nothing else. */
export function noteOf(shortfall: Shortfall, error?: unknown): string {
  const status = statusOf(error)
  return status === null ? NOTES[shortfall] : NOTES[shortfall].replace('，', `（HTTP ${status}），`)
}

/** The HTTP status that the OpenAI client puts on its errors; null when there was no reply. */
export function statusOf(error: unknown): number | null {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null
}

const NOTES: Record<Shortfall, string> = {
  slow: '语言模型没有及时答复，以下为原文摘录',
  failed: '语言模型没有答复，以下为原文摘录',
  busy: '语言模型繁忙，以下为原文摘录',
  unverified: '语言模型的表述没有通过核对，以下为原文摘录',
  cut: '语言模型没有答完，以上只有经过核对的部分',
  trimmed: '语言模型的部分表述没有通过核对，已略去',
}
