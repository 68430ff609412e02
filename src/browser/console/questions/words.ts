// The words of these pages.
import { questionWords } from '../../../web/words/desk-questions.ts'
import { language } from '../here.ts'

export const words = questionWords(language)
