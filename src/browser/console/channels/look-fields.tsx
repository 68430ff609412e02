// The fields of how a channel looks.
import type { Channel } from '../../../channel-contract.ts'
import { desk } from '../desk/words.ts'
import { Field, type Faults } from '../parts/form.tsx'
import { COLOUR } from '../../../web/colour.ts'
import { words } from './words.ts'

interface LookFieldsProps {
  channel: Channel | null
  faults: Faults
}

export function LookFields({ channel, faults }: LookFieldsProps) {
  return (
    <fieldset class="field">
      <legend>{words.look}</legend>
      <Field name="title" label={desk.optional(words.title)} hint={words.titleHint} faults={faults}>
        {(control) => <input {...control} maxlength={40} value={channel?.title ?? ''} />}
      </Field>
      <Field name="welcome" label={desk.optional(words.welcome)} hint={words.byDefault} faults={faults}>
        {(control) => <textarea {...control} rows={2} maxlength={300} value={channel?.welcome ?? ''} />}
      </Field>
      <Field name="starters" label={desk.optional(words.starters)} hint={words.startersHint} faults={faults}>
        {(control) => <textarea {...control} rows={3} value={(channel?.starters ?? []).join('\n')} />}
      </Field>
      <Field name="colour" label={words.colour} hint={words.colourHint} faults={faults}>
        {(control) => <input type="color" class="colour" {...control} value={channel?.colour ?? COLOUR} />}
      </Field>
      <Options
        name="position"
        label={words.position}
        options={(['right', 'left'] as const).map((one) => [one, words.positions(one)])}
        chosen={channel?.position ?? 'right'}
      />
      <Options
        name="language"
        label={words.language}
        options={(['auto', 'zh-Hans', 'zh-Hant', 'en'] as const).map((one) => [one, words.languages(one)])}
        chosen={channel?.language ?? 'auto'}
      />
      <label class="tick">
        <input type="checkbox" name="label.shown" checked={channel?.label.shown ?? true} />
        {words.label}
      </label>
      <Field name="label.text" label={desk.optional(words.labelText)} hint={words.byDefault} faults={faults}>
        {(control) => <input {...control} maxlength={100} value={channel?.label.text ?? ''} />}
      </Field>
      <label class="tick">
        <input type="checkbox" name="feedback" checked={channel?.feedback ?? true} />
        {words.feedback}
      </label>
      <details>
        <summary>{desk.moreOptions}</summary>
        <Figure name="offset_x" label={words.offsetX} value={channel?.offset_x ?? 24} faults={faults} />
        <Figure name="offset_y" label={words.offsetY} value={channel?.offset_y ?? 24} faults={faults} />
        <Figure name="z_index" label={words.zIndex} value={channel?.z_index ?? 9999} faults={faults} />
      </details>
    </fieldset>
  )
}

// --- Internal helpers ---

interface OptionsProps {
  name: string
  label: string
  options: [value: string, shown: string][]
  chosen: string
}

function Options({ name, label, options, chosen }: OptionsProps) {
  return (
    <Field name={name} label={label}>
      {(control) => (
        <select {...control}>
          {options.map(([value, shown]) => (
            <option value={value} selected={value === chosen}>
              {shown}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface FigureProps {
  name: string
  label: string
  value: number
  faults: Faults
}

function Figure({ name, label, value, faults }: FigureProps) {
  return (
    <Field name={name} label={label} faults={faults}>
      {(control) => <input {...control} inputmode="numeric" maxlength={10} value={String(value)} />}
    </Field>
  )
}
