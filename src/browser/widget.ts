// What portals put into their pages: reads its own line and puts the widget of that channel there.
import type { Language } from '../language.ts'
import { hostApi, type Place } from './widget/host-api.ts'

/** A script that is put in by another has no `currentScript`: then the newest line that was not read yet. */
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>('script[data-channel]:not([data-read])')

if (script?.dataset['channel'] === undefined) {
  console.error(
    'TouWen: the line names no channel; write data-channel="…" into it, as “touwen channels show” prints it',
  )
} else if (script.dataset['read'] === undefined) {
  const { dataset, src } = script
  dataset['read'] = ''
  const number = (name: string): number | null => {
    const value = Number(dataset[name] ?? '')
    return dataset[name] === undefined || !Number.isInteger(value) || value < 0 ? null : value
  }
  const choice = <const Value extends string>(name: string, values: readonly Value[]): Value | null =>
    values.find((value) => value === dataset[name]) ?? null
  hostApi(globalThis as unknown as Place).add({
    base: new URL(src).origin,
    channel: dataset['channel']!,
    open: dataset['open'] !== undefined && dataset['open'] !== 'false',
    language: choice<Language>('language', ['zh-Hans', 'zh-Hant', 'en']),
    theme: choice('theme', ['auto', 'light', 'dark']) ?? 'auto',
    position: choice('position', ['left', 'right']),
    offsetX: number('offsetX'),
    offsetY: number('offsetY'),
    zIndex: number('zIndex'),
  })
}
