// A zone to be held to: one that articles name, or none.
import { Field, type Faults } from '../parts/form.tsx'
import { choicesOf, useFacets } from './facets.ts'
import { desk } from './words.ts'

interface ZoneFieldProps {
  hint: string
  faults: Faults
  /** The one that holds now; empty: none. */
  zone: string
}

/** The field `zone`. One that no article names any longer is kept. */
export function ZoneField({ hint, faults, zone }: ZoneFieldProps) {
  const facets = useFacets()
  const choices = choicesOf(facets?.zones)
  const known = zone === '' || choices.some(([one]) => one === zone)
  return (
    <Field name="zone" label={desk.optional(desk.zone)} hint={hint} faults={faults}>
      {(control) => (
        <select {...control}>
          <option value="">{desk.anything}</option>
          {!known && (
            <option value={zone} selected>
              {zone}
            </option>
          )}
          {choices.map(([one, shown]) => (
            <option value={one} selected={one === zone}>
              {shown}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
