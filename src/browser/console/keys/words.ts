// The words of this page.
import { keyWords } from '../../../web/words/desk-keys.ts'
import { language } from '../here.ts'

export const words = keyWords(language)
