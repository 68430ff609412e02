// Filters beside a table: one of some values, or a day.
import { desk } from './words.ts'

interface ChoiceProps {
  label: string
  value: string
  options: readonly (readonly [value: string, shown: string])[]
  onChoose: (value: string) => void
  /** What the empty value is called; null: there is none. */
  any?: string | null
}

/** One of some values; the empty one for all. */
export function Choice({ label, value, options, onChoose, any = desk.anything }: ChoiceProps) {
  return (
    <label class="choice">
      <span class="quiet">{label}</span>
      <select value={value} onChange={(event: Event) => onChoose((event.target as HTMLSelectElement).value)}>
        {any !== null && <option value="">{any}</option>}
        {options.map(([one, shown]) => (
          <option value={one} selected={one === value}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}

interface DayProps {
  label: string
  value: string
  onChoose: (day: string) => void
}

/** A day, or none. */
export function Day({ label, value, onChoose }: DayProps) {
  return (
    <label class="choice">
      <span class="quiet">{label}</span>
      <input
        type="date"
        value={value}
        max="9999-12-31"
        onChange={(event: Event) => onChoose((event.target as HTMLInputElement).value)}
      />
    </label>
  )
}
