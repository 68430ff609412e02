// The words of loading.
import { loadWords } from '../../../web/words/desk-load.ts'
import { language } from '../here.ts'

export const words = loadWords(language)
