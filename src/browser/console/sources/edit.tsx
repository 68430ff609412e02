// Registering a source, and changing one.
import type { Source } from '../../../sources/source.ts'
import { api } from '../api.ts'
import { desk } from '../desk/words.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { useFetched } from '../parts/fetched.ts'
import { notify } from '../parts/toast.tsx'
import { go } from '../router.ts'
import { SourceForm } from './source-form.tsx'
import { pathOf } from './sources.tsx'
import { words } from './words.ts'

export function NewSource() {
  return (
    <section>
      <h1>{words.create}</h1>
      <SourceForm source={null} back="/console/sources" onSend={create} />
    </section>
  )
}

export function ChangedSource({ id }: { id: string }) {
  const path = `/v1/sources/${id}`
  const { data, error, busy, reload } = useFetched(id, (signal) => api.get<Source>(path, {}, signal))
  return (
    <section>
      <h1>{words.change}</h1>
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {data !== null && (
        <SourceForm
          source={data}
          back={pathOf(data)}
          onSend={async (body) => {
            await api.patch(path, body)
            notify(desk.saved, async () => void (await api.patch(path, fieldsOf(data))))
            go(pathOf(data))
          }}
        />
      )}
    </section>
  )
}

// --- Internal helpers ---

async function create(body: object): Promise<void> {
  const made = await api.post<Source>('/v1/sources', body)
  notify(desk.saved)
  go(pathOf(made))
}

// What a source is, without what became of it.
function fieldsOf(source: Source): object {
  const {
    kind,
    url,
    selectors,
    zone,
    region,
    interval_minutes,
    include,
    exclude,
    max_items,
    on_gone,
    enabled,
  } = source
  return {
    kind,
    url,
    selectors,
    zone,
    region,
    source: source.source,
    interval_minutes,
    include,
    exclude,
    max_items,
    on_gone,
    enabled,
  }
}
