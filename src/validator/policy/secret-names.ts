/** Words that say it wherever they stand in a name: `PGPASSWORD`, `client_secret`. */
const UNMISTAKABLE = /secret|passw(?:or)?d|passphrase|credential|(?:api|access|private|auth)_?key/i;
/** Words that say it only as a word of their own: no `MONKEY`, no `TOKENIZERS`, and no `MAX_TOKENS`. */
const AS_A_WORD = /(?:^|[^a-z])(?:keys?|pwd|pass|auth)(?![a-z])|token(?![a-z])/i;
const HUMP = /(?<=[a-z])(?=[A-Z])/g;

/** Whether the name of a setting says that what it holds is to be kept secret: `API_KEY`, `DB_PASSWORD`, `botToken`. */
export function isSecretName(name: string): boolean {
  return UNMISTAKABLE.test(name) || AS_A_WORD.test(name.replace(HUMP, '_'));
}
