// The frame of every page: document, header, settings of the view. Drawn on the server only.
import type { Child } from 'hono/jsx'
import { LANGUAGES, LANGUAGE_NAMES } from '../words/words.ts'
import { commonWords } from '../words/common.ts'
import { SIZES, THEMES, type Preferences } from '../preferences.ts'

export interface PageProps {
  title: string
  preferences: Preferences
  /** Paths of the style sheets and scripts. */
  styles: string[]
  scripts?: string[]
  /** For `<meta name="robots">`: pages that hold what somebody asked are not for search engines. */
  hidden?: boolean
  /** Which page it is, for its style: `chat`, `article` … */
  kind: string
  children?: Child
}

/** The document. Behind `<!doctype html>`, which JSX cannot write. */
export function Page({
  title,
  preferences,
  styles,
  scripts = [],
  hidden = false,
  kind,
  children,
}: PageProps) {
  const { language, theme, size } = preferences
  return (
    <html lang={language} data-theme={theme} data-size={size} data-kind={kind}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        {hidden && <meta name="robots" content="noindex" />}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {styles.map((path) => (
          <link rel="stylesheet" href={path} />
        ))}
        {scripts.map((path) => (
          <script src={path} defer></script>
        ))}
      </head>
      <body>{children}</body>
    </html>
  )
}

interface HeaderProps {
  preferences: Preferences
  /** Articles held, and the day of the newest; null: not known. */
  held: { articles: number; newest: string | null } | null
  /** Where the settings lead back to. */
  here: string
}

/** The header: who we are, what is indexed, and how it is shown. */
export function Header({ preferences, held, here }: HeaderProps) {
  const words = commonWords(preferences.language)
  return (
    <header class="top">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <a class="wordmark" href="/">
        {words.name}
      </a>
      {held !== null && <span class="held">{words.held(held.articles, held.newest)}</span>}
      <Settings preferences={preferences} here={here} />
    </header>
  )
}

// A plain form, so that it works without a script.
function Settings({ preferences, here }: Pick<HeaderProps, 'preferences' | 'here'>) {
  const words = commonWords(preferences.language)
  return (
    <details class="settings">
      <summary>{words.display}</summary>
      <form method="post" action="/preferences">
        <input type="hidden" name="back" value={here} />
        <Choice
          name="language"
          label={words.language}
          options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]])}
          chosen={preferences.language}
        />
        <Choice
          name="theme"
          label={words.theme}
          options={THEMES.map((one) => [one, words.themes(one)])}
          chosen={preferences.theme}
        />
        <Choice
          name="size"
          label={words.size}
          options={SIZES.map((one) => [one, words.sizes(one)])}
          chosen={preferences.size}
        />
        <button type="submit">{words.apply}</button>
      </form>
    </details>
  )
}

interface ChoiceProps {
  name: string
  label: string
  options: [value: string, shown: string][]
  chosen: string
}

function Choice({ name, label, options, chosen }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        {options.map(([value, shown]) => (
          <option value={value} selected={value === chosen}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}
