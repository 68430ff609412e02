// The article page where there is a script: marks the places that the fragment names, and copies the citation.
import type { Language } from '../language.ts'
import { createCited } from './article/marks.ts'
import { offerCopy } from './article/copy.ts'

const language = document.documentElement.lang as Language

const showCited = createCited(language)
showCited()
addEventListener('hashchange', showCited)
offerCopy(language)
