// The form by which a key begins a session. Plain, so that it works without a script.
import type { ConsoleWords } from '../../words/console.ts'

interface SignInProps {
  words: ConsoleWords
  /** Where it leads to. */
  back: string
  /** Why one could not sign in, or has to again. */
  fault?: string | undefined
}

/** The form with its heading. */
export function SignIn({ words, back, fault }: SignInProps) {
  return (
    <main id="main" class="sign-in">
      <h1>
        {words.console} · {words.signIn}
      </h1>
      {fault !== undefined && (
        <p id="fault" class="fault" role="alert">
          {fault}
        </p>
      )}
      <form method="post" action="/console/session">
        <input type="hidden" name="back" value={back} />
        <label for="key">{words.key}</label>
        <p id="key-hint" class="quiet">
          {words.keyHint}
          <code>touwen keys create --name console --scope admin</code>
        </p>
        <input
          id="key"
          name="key"
          type="password"
          autocomplete="current-password"
          spellcheck={false}
          required
          autofocus
          maxlength={200}
          aria-describedby={fault === undefined ? 'key-hint' : 'fault key-hint'}
          aria-invalid={fault === undefined ? undefined : 'true'}
        />
        <button type="submit" class="primary">
          {words.signIn}
        </button>
      </form>
    </main>
  )
}
