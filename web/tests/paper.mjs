// What these tests know of the demo paper: its name, its acts, and how the kinds of its pages are told apart.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const NAME = 'L’Écluse';

export const DEMO = fileURLToPath(new URL('../../demo', import.meta.url));

/** What the demo's newsroom did after the import, one act a line; `undefined` as long as it did nothing. */
export const ACTS = [`${DEMO}/acts.jsonl`].find((file) => existsSync(file));

/** An address where there is nothing. */
export const NOWHERE = '/il-n-y-a-rien-ici';

const DATED = String.raw`^/\d{4}/\d{2}/\d{2}`;

/** The first that fits says what kind of page it is. */
const KINDS = [
  ['nowhere', ({ status }) => status === 404],
  ['retracted', ({ status }) => status === 410],
  ['front', at('^/$')],
  ['history', at(`${DATED}/[^/]+/historique$`)],
  ['article', at(`${DATED}/[^/]+$`)],
  ['day', at(`${DATED}$`)],
  ['latest', at('^/le-fil$')],
  ['archive', at('^/archives(/|$)')],
  ['corrections', at('^/corrections$')],
  ['suspensions', at('^/suspensions$')],
  ['Mastodon step', at('^/share/mastodon$')],
  ['person', at('^/auteurs/[^/]+$')],
  ['people', at('^/auteurs$')],
  ['dossier', at('^/dossiers/[^/]+$')],
  ['dossiers', at('^/dossiers$')],
  ['series', at('^/rendez-vous/[^/]+$')],
  ['all series', at('^/rendez-vous$')],
  ['topic', at('^/themes/[^/]+$')],
  ['topics', at('^/themes$')],
  ['own page', ({ html }) => html.includes('<body class="reading page">')],
  ['format', at('^/(decryptages|pepites|videos|podcasts|tribunes|portfolios|entretiens)$')],
  ['subsection', at('^/[^/]+/[^/]+$')],
  ['section', at('^/[^/]+$')],
];

/** What an article may be besides. */
const STATES = [
  ['closed article', /<p class="closed"/],
  ['article with a warning', /<aside class="told-box"/],
  ['corrected article', /<section class="explanations"/],
  ['article without comments', /<div class="suspended"/],
  ['translated article', /<p class="translations"/],
];

const ARTICLES = ['news', 'brief', 'pickup', 'report', 'analysis', 'interview', 'opinion', 'column', 'live', 'video']
  .concat(['podcast', 'gallery', 'closed', 'translated'])
  .map((kind) => `${kind} article`);
const LISTS = ['front', 'section', 'subsection', 'format', 'day', 'archive', 'person', 'topic', 'dossier', 'dossiers']
  .concat(['series', 'all series']);
const DONE = ['retracted', 'history', 'corrected article', 'suspensions'];

/** The kinds a reader must be able to reach from the front. */
export const KINDS_TO_REACH = [...ARTICLES, ...LISTS, 'own page', 'corrections', 'Mastodon step', ...(ACTS ? DONE : [])];

/** What stands on a page as it was served: `front`, `section`, `opinion article`… */
export function kindOf(page) {
  const kind = KINDS.find(([, fits]) => fits(page))?.[0];
  return kind === 'article' ? `${/<article class="whole (\w+)/.exec(page.html)?.[1]} article` : kind;
}

/** All that a page is an example of: an article may also be closed, or corrected. */
export function kindsOf(page) {
  const states = isArticle(page) ? STATES.filter(([, pattern]) => pattern.test(page.html)) : [];
  return [kindOf(page), ...states.map(([state]) => state)];
}

export const isArticle = (page) => kindOf(page).endsWith(' article');

function at(pattern) {
  const expression = new RegExp(pattern);
  return ({ path }) => expression.test(path.split('?')[0]);
}
