// Files dropped or chosen, sent, and followed until what is in them can be found.
import { useRef, useState } from 'hono/jsx'
import type { Job } from '../../../job-contract.ts'
import type { ApiError } from '../api.ts'
import { forgetFacets } from '../desk/facets.ts'
import { Fault } from '../parts/busy.tsx'
import { asApiError } from '../parts/fetched.ts'
import { JobView } from './job-view.tsx'
import { batchesOf, faultsOfFiles, sendFiles } from './send.ts'
import { words } from './words.ts'

const KINDS = '.html,.htm,.mhtml,.mht,.txt,.md,.markdown,.jsonl,.ndjson,.json,.xml,.rss,.atom,.docx,.pdf'

interface Sending {
  files: number
  /** 0–1, of all batches. */
  share: number
}

/** Where files are dropped; below it the jobs that they became. */
export function Upload({ onFound }: { onFound?: (job: Job) => void }) {
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<Sending | null>(null)
  const [jobs, setJobs] = useState<readonly string[]>([])
  const [refused, setRefused] = useState<readonly string[]>([])
  const [error, setError] = useState<ApiError | null>(null)
  const abort = useRef<AbortController | null>(null)
  const left = useRef<File[]>([])

  const send = async (files: File[]): Promise<void> => {
    if (files.length === 0 || abort.current !== null) return
    const faults = faultsOfFiles(files)
    setRefused(faults)
    setError(null)
    if (faults.length > 0) return
    const controller = new AbortController()
    abort.current = controller
    const batches = batchesOf(files)
    left.current = files
    try {
      for (const [i, batch] of batches.entries()) {
        const tell = (share: number): void =>
          setSending({ files: files.length, share: (i + share) / batches.length })
        tell(0)
        const job = await sendFiles(batch, tell, controller.signal)
        left.current = left.current.slice(batch.length)
        setJobs((before) => [job.id, ...before])
      }
    } catch (thrown) {
      setError(asApiError(thrown))
    }
    abort.current = null
    setSending(null)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer
    const folder = [...(dropped?.items ?? [])].some((item) => item.webkitGetAsEntry()?.isDirectory === true)
    if (folder) setRefused([words.folder])
    else void send([...(dropped?.files ?? [])])
  }
  const choose = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const files = [...(input.files ?? [])]
    // The same file can be chosen again.
    input.value = ''
    void send(files)
  }
  const found = (job: Job): void => {
    forgetFacets()
    onFound?.(job)
  }
  return (
    <div class="upload">
      <div
        class="drop"
        data-over={String(over)}
        onDragOver={(event: DragEvent) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{words.drop}</p>
        <label class="button primary file">
          {words.choose}
          <input
            type="file"
            class="hidden"
            multiple
            accept={KINDS}
            onInput={choose}
            disabled={sending !== null}
            aria-describedby="files-hint"
          />
        </label>
        <p class="quiet" id="files-hint">
          {words.kinds}
        </p>
      </div>
      {refused.length > 0 && (
        <div class="fault" role="alert">
          {refused.slice(0, 10).map((one) => (
            <p>{one}</p>
          ))}
        </div>
      )}
      {sending !== null && (
        <div role="status" class="sending">
          <p>{words.sending(sending.files, Math.round(sending.share * 100))}</p>
          <progress aria-label={words.files} max={1} value={sending.share} />
          <button type="button" onClick={() => abort.current?.abort()}>
            {words.stopSending}
          </button>
        </div>
      )}
      <Fault error={error} retry={() => void send(left.current)} />
      {jobs.map((id) => (
        <JobView key={id} id={id} onFound={found} />
      ))}
    </div>
  )
}
