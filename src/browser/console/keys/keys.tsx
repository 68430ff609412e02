// 密钥: who may use the API and for what; new ones are made and old ones revoked.
import { useState } from 'hono/jsx'
import type { Key } from '../../../keys/key.ts'
import { api } from '../api.ts'
import { Choice } from '../desk/choice.tsx'
import { filterOf } from '../desk/filter.ts'
import { SmallTable } from '../desk/small-table.tsx'
import { desk } from '../desk/words.ts'
import { sessionKey, words as shell } from '../here.ts'
import type { PageProps } from '../pages.ts'
import { Confirm } from '../parts/dialog.tsx'
import type { Column } from '../parts/table.tsx'
import { When } from '../parts/time.tsx'
import { notify } from '../parts/toast.tsx'
import { KeyForm } from './key-form.tsx'
import { words } from './words.ts'

export function Keys({ rest, query }: PageProps) {
  const [turn, setTurn] = useState(0)
  const [revoking, setRevoking] = useState<Key | null>(null)
  const { values, set } = filterOf(query, { state: 'valid' })
  if (rest === 'new') return <KeyForm />
  const columns: Column<Key>[] = [
    { head: desk.name, cell: (key) => <Name of={key} /> },
    { head: words.scopes, cell: ({ scopes }) => scopes.map(words.scope).join('、') },
    { head: words.held, cell: (key) => <Held to={key} /> },
    { head: words.usedToday, figures: true, cell: usage },
    { head: words.created, figures: true, cell: (key) => <When at={key.created_at} /> },
    {
      head: shell.actions,
      cell: (key) =>
        stateOf(key) === 'revoked' ? (
          ''
        ) : (
          <button class="stop" onClick={() => setRevoking(key)}>
            {words.revoke}
          </button>
        ),
    },
  ]
  return (
    <section>
      <h1>{shell.keys}</h1>
      <SmallTable
        caption={words.caption}
        path="/v1/keys"
        columns={columns}
        keyOf={({ id }) => id}
        textOf={({ id, name, channel, origins }) => [id, name, channel, ...(origins ?? [])].join(' ')}
        searchLabel={words.search}
        keep={(key) => values.state !== 'valid' || stateOf(key) === 'valid'}
        turn={turn}
        tools={
          <>
            <Choice
              label={words.shown}
              value={values.state}
              any={null}
              options={[
                ['valid', words.valid],
                ['all', shell.all],
              ]}
              onChoose={(value) => set('state', value)}
            />
            <a class="button primary" href="/console/keys/new">
              {words.create}
            </a>
          </>
        }
        empty={
          <>
            <p>{words.empty}</p>
            <p>
              <a class="button primary" href="/console/keys/new">
                {words.create}
              </a>
            </p>
          </>
        }
      />
      {revoking !== null && (
        <Confirm
          title={words.revokeTitle}
          loss={
            <>
              <p>{words.revokeLoss(revoking.name)}</p>
              {revoking.id === sessionKey && <p class="warn">{words.revokeSelf}</p>}
            </>
          }
          name={revoking.name}
          action={words.revoke}
          onConfirm={async () => {
            await api.remove(`/v1/keys/${encodeURIComponent(revoking.id)}`)
            notify(words.revoked(revoking.name))
            setTurn(turn + 1)
          }}
          onClose={() => setRevoking(null)}
        />
      )}
    </section>
  )
}

// --- Internal helpers ---

function stateOf({ revoked_at, expires_at }: Key): 'valid' | 'expired' | 'revoked' {
  if (revoked_at !== null) return 'revoked'
  return expires_at !== null && Date.parse(expires_at) <= Date.now() ? 'expired' : 'valid'
}

function Name({ of: key }: { of: Key }) {
  const state = stateOf(key)
  return (
    <>
      {key.name}
      <p class="quiet">
        {key.id}
        {key.id === sessionKey && ` · ${words.thisOne}`}
      </p>
      {state !== 'valid' && <span class="tag">{words.states(state)}</span>}
    </>
  )
}

function Held({ to: { filters, origins, channel, expires_at } }: { to: Key }) {
  const { article_ids, ...named } = filters ?? {}
  const said = [
    ...Object.values(named),
    ...(article_ids === undefined ? [] : [`${shell.articles} ${article_ids.length}`]),
    ...(origins ?? []),
    ...(channel === null ? [] : [`${desk.channel} ${channel}`]),
  ]
  return (
    <>
      {said.map((one) => (
        <div>{one}</div>
      ))}
      <div class="quiet">
        {words.expires}: {expires_at === null ? words.never : <When at={expires_at} />}
      </div>
    </>
  )
}

function usage({ used_today, daily }: Key): string {
  const used = used_today.toLocaleString('en')
  return daily === null ? used : `${used} / ${daily.toLocaleString('en')}`
}
