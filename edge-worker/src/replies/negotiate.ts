const LANGUAGES = ['ko', 'en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

type Preference = { name: string; weight: number };

/** True for GET and HEAD that want a page to look at: a browser's navigation, not a program's call. */
export function isNavigation(request: Request): boolean {
  const { method, headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return false;
  }
  return headers.get('sec-fetch-mode') === 'navigate' || prefersHtml(headers.get('accept'));
}

/** True where the client names JSON and likes it at least as much as HTML. */
export function acceptsJson(headers: Headers): boolean {
  const accept = headers.get('accept') ?? '';
  return accept.includes('application/json') && !prefersHtml(accept);
}

/** Korean, English or Japanese, whichever the reader puts first; English where none is named. */
export function preferredLanguage(headers: Headers): Language {
  for (const { name } of readPreferences(headers.get('accept-language'))) {
    const known = LANGUAGES.find((language) => language === name.split('-')[0]);
    if (known !== undefined) {
      return known;
    }
  }
  return 'en';
}

function prefersHtml(accept: string | null): boolean {
  // What does not name it at all is not taken apart: most polls.
  if (accept === null || !/text\/html/i.test(accept)) {
    return false;
  }
  const preferences = readPreferences(accept);
  const weightOf = (name: string) =>
    preferences.find((preference) => preference.name === name)?.weight ?? 0;
  const html = weightOf('text/html');
  return html > 0 && html > weightOf('application/json');
}

/** The values of an Accept header, best first; equal weights keep their order. */
function readPreferences(header: string | null): Preference[] {
  return (header ?? '')
    .split(',')
    .map((value) => {
      const [name = '', ...parameters] = value.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((part) => part.startsWith('q='))?.slice(2) ?? '1';
      return { name, weight: Number(weight) || 0 };
    })
    .filter(({ name, weight }) => name !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight);
}
