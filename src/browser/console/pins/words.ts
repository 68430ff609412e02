// The words of these pages.
import { pinWords } from '../../../web/words/desk-pins.ts'
import { language } from '../here.ts'

export const words = pinWords(language)
