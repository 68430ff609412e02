// A small English stemmer: forms of one word get one key. Pure. Stems are only compared with stems, so they need not be
// words; it strips plural, -ed and -ing and knows the irregular verbs of news.

const IRREGULAR: Record<string, string> = Object.fromEntries(
  `built:build bought:buy sold:sell paid:pay spent:spend made:make put:put won:win lost:lose got:get gotten:get gave:give given:give
  rose:rise risen:rise fell:fall fallen:fall grew:grow grown:grow began:begin begun:begin came:come became:become went:go gone:go
  took:take taken:take held:hold led:lead left:leave met:meet set:set cut:cut said:say saw:see seen:see known:know knew:know
  sent:send shrank:shrink shrunk:shrink drew:draw drawn:draw chose:choose chosen:choose brought:bring broke:break broken:break
  men:man women:woman people:people children:child found:find laid:lay spoke:speak spoken:speak ran:run stood:stand
  kept:keep taught:teach thought:think sought:seek wrote:write written:write struck:strike swung:swing shut:shut`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
)
const VOWEL = /[aeiouy]/

/** Key of a lower-case word. */
export function stem(word: string): string {
  const base = IRREGULAR[word] ?? word
  if (base.length <= 3 || !/^[a-z]+$/.test(base)) return base
  return withoutEnding(withoutPlural(base))
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|us|is|ews)$/.test(word)) return word
  if (/(?:ch|sh|ss|x|z|o)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

function withoutEnding(word: string): string {
  if (word.endsWith('ied')) return `${word.slice(0, -3)}y`
  const cut = /(?:ing|ed)$/.exec(word)
  const rest = cut === null ? word : word.slice(0, cut.index)
  if (cut === null || rest.length < 3 || !VOWEL.test(rest)) return withoutE(word)
  return withoutE(/([bdfgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest)
}

function withoutE(word: string): string {
  return word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word
}

/** Whether a word is the past form of an irregular verb, which no noun has (“won”, “built”). */
export function isIrregularPast(word: string): boolean {
  return (
    IRREGULAR[word] !== undefined &&
    !/^(?:men|women|people|children|put|cut|set|shut|saw|led|met)$/.test(word)
  )
}

/** Whether a word is a plural by its look. */
export function isPlural(word: string): boolean {
  return word.length > 3 && withoutPlural(word) !== word
}
