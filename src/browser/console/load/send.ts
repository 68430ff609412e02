// Files to the API in requests of a bearable size, with how far they are: XMLHttpRequest tells that, fetch does not.
import type { Job } from '../../../job-contract.ts'
import { ApiError, CONSOLE_HEADERS, errorOf, type Problem } from '../api.ts'
import { words as shell } from '../here.ts'
import { words } from './words.ts'

const MB = 1024 * 1024
/** Bytes of one file: what the API takes by default in one request, less what the form adds. */
const MOST_BYTES = 31 * MB
/** Bytes and files of one request. What is larger waits longer for its job to begin. */
const BATCH_BYTES = 16 * MB
const BATCH_FILES = 200

/** Why files cannot be sent, one sentence each; empty: they can. */
export function faultsOfFiles(files: readonly File[]): string[] {
  return files.flatMap(({ name, size }) => {
    if (size === 0) return [words.emptyFile(name)]
    return size > MOST_BYTES ? [words.tooLarge(name, megabytes(MOST_BYTES), megabytes(size))] : []
  })
}

/** Files in batches, in their order. */
export function batchesOf(files: readonly File[]): File[][] {
  const batches: File[][] = []
  let bytes = 0
  for (const file of files) {
    const last = batches.at(-1)
    if (last === undefined || last.length === BATCH_FILES || bytes + file.size > BATCH_BYTES) {
      batches.push([file])
      bytes = 0
    } else last.push(file)
    bytes += file.size
  }
  return batches
}

/** The job that the files become. `onProgress`: the share that was sent, 0–1. Throws `ApiError`. */
export function sendFiles(
  files: readonly File[],
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Job> {
  const form = new FormData()
  for (const file of files) form.append('file', file, file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/v1/articles')
    for (const [name, value] of Object.entries(CONSOLE_HEADERS)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total))
    request.addEventListener('error', () => reject(new ApiError(shell.away)))
    request.addEventListener('abort', () => reject(new ApiError(words.stopped)))
    request.addEventListener('load', () => {
      if (request.status === 202) return resolve(request.response as Job)
      if (request.status === 401) location.reload()
      reject(errorOf(problemOf(request), request.getResponseHeader('Retry-After')))
    })
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

// --- Internal helpers ---

// A proxy may answer with a page instead of a problem.
function problemOf({ status, response }: XMLHttpRequest): Problem {
  const { code = 'unknown', detail = '', request_id = '', errors } = (response ?? {}) as Partial<Problem>
  return { status, code, detail, request_id, ...(errors === undefined ? {} : { errors }) }
}

function megabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`
}
