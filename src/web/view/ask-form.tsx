// The box to ask in, with its filters: a plain form, which a script takes over.
import type { Language } from '../../language.ts'
import { filtersOf, filterText, periodOptions, type Choices, type Chosen } from '../filters.ts'
import { MOST_ASKED } from '../trouble-text.ts'
import { chatWords } from '../words/chat.ts'
import { commonWords } from '../words/common.ts'

export interface AskFormProps {
  language: Language
  choices: Choices
  chosen: Chosen
  /** What stands in the box at first. */
  typed?: string
  /** The conversation that it goes on with, for the form without a script. */
  conversation?: string
  /** How much is typed. */
  length?: number
  /** Whether a question is in work. */
  busy?: boolean
  /** That answers are excerpts; null: it does not stand here. Default: the program's wording. */
  label?: string | null
  script?: {
    /** The form, when it is there. */
    ref: { current: unknown }
    onSubmit(event: Event): void
    onInput(): void
    onKeyDown(event: Event): void
    onStop(): void
    /** Absent: there is nothing to clear. */
    onClear?: (() => void) | undefined
  }
}

/** How much is typed is told from here on. */
const TOLD_FROM = MOST_ASKED - 100

/** The form. Its fields: `q`, `zone`, `period`, `from`, `to`, `conversation`. */
export function AskForm(props: AskFormProps) {
  const { language, choices, chosen, typed = '', conversation, length = 0, busy = false, script } = props
  const { label = commonWords(language).label } = props
  const words = chatWords(language)
  const tooLong = length > MOST_ASKED
  return (
    <form
      class="ask"
      method="get"
      action="/"
      role="search"
      {...(script === undefined
        ? {}
        : { ref: script.ref, onSubmit: script.onSubmit, onInput: script.onInput })}
    >
      <div class="box">
        <label class="hidden" for="q">
          {words.ask}
        </label>
        <textarea
          id="q"
          name="q"
          rows={2}
          required
          enterkeyhint="send"
          autocomplete="off"
          placeholder={words.placeholder}
          aria-describedby="length"
          {...(script === undefined ? {} : { onKeyDown: script.onKeyDown })}
        >
          {typed}
        </textarea>
        {busy && script !== undefined ? (
          <button type="button" key="stop" onClick={script.onStop}>
            {words.stop}
          </button>
        ) : (
          <button type="submit" key="send" class="primary">
            {words.send}
          </button>
        )}
      </div>
      <p id="length" class={tooLong ? 'length wrong' : 'length'} aria-live="polite">
        {tooLong
          ? words.tooLong(MOST_ASKED, length)
          : length >= TOLD_FROM
            ? words.counter(length, MOST_ASKED)
            : ''}
      </p>
      {conversation !== undefined && <input type="hidden" name="conversation" value={conversation} />}
      <div class="below">
        <FilterFields language={language} choices={choices} chosen={chosen} dates={script === undefined} />
        {script?.onClear !== undefined && (
          <button type="button" class="clear" onClick={script.onClear}>
            {words.clear}
          </button>
        )}
        {label !== null && <small>{label}</small>}
      </div>
    </form>
  )
}

// --- Internal helpers ---

interface FilterFieldsProps extends Pick<AskFormProps, 'language' | 'choices' | 'chosen'> {
  /** Whether the days are always shown: without a script nothing could show them when they are wanted. */
  dates: boolean
}

function FilterFields({ language, choices, chosen, dates }: FilterFieldsProps) {
  const words = chatWords(language)
  const { zones, newest } = choices
  if (zones.length === 0 && newest === null) return null
  const shown = filterText(filtersOf(chosen, newest), language)
  return (
    <details class="filters">
      <summary>{shown === '' ? words.filters : words.filtered(shown)}</summary>
      <div class="fields">
        {zones.length > 0 && (
          <Select
            name="zone"
            label={words.zone}
            options={[['', words.anyZone], ...zones.map((zone): [string, string] => [zone, zone])]}
            chosen={chosen.zone}
          />
        )}
        {newest !== null && (
          <>
            <Select
              name="period"
              label={words.period}
              options={periodOptions(choices, language)}
              chosen={chosen.period}
            />
            <span class="dates" hidden={!dates && chosen.period !== 'own'}>
              <Day name="from" label={words.from} value={chosen.from} />
              <Day name="to" label={words.to} value={chosen.to} />
            </span>
          </>
        )}
      </div>
    </details>
  )
}

interface SelectProps {
  name: string
  label: string
  options: [value: string, shown: string][]
  chosen: string
}

function Select({ name, label, options, chosen }: SelectProps) {
  return (
    <label>
      {label}
      <select name={name}>
        {options.map(([value, shown]) => (
          <option key={value} value={value} selected={value === chosen}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}

function Day({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label>
      {label}
      <input type="date" name={name} value={value} />
    </label>
  )
}
