// The words of these pages.
import { sourceWords } from '../../../web/words/desk-sources.ts'
import { language } from '../here.ts'

export const words = sourceWords(language)
