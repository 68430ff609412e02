// The words of these pages.
import { articleWords } from '../../../web/words/desk-articles.ts'
import { language } from '../here.ts'

export const words = articleWords(language)
