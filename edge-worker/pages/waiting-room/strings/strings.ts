import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { Language, Strings } from './words.ts';

/** Every word that the waiting page can say, in every language it speaks. */
export const STRINGS: Record<Language, Strings> = { ko, en, ja };

export const LANGUAGES = Object.keys(STRINGS) as Language[];
