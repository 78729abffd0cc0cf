// What these tests know of the demo paper: its name, and how the kinds of its pages are told apart.

export const NAME = 'L’Écluse';

/** An address where there is nothing. */
export const NOWHERE = '/il-n-y-a-rien-ici';

/** The first pattern that fits a path says what kind of page stands there. */
const KINDS = [
  ['front', /^\/$/],
  ['article', /^\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/],
  ['day', /^\/\d{4}\/\d{2}\/\d{2}\/?$/],
  ['person', /^\/auteurs\/[^/]+$/],
  ['collection', /^\/(dossiers|rendez-vous|themes)(\/|$)/],
  ['section', /^\/[^/.]+(\/[^/.]+)*\/?$/],
];

/** The kinds a reader must be able to reach from the front. */
export const KINDS_TO_REACH = ['front', 'article', 'day', 'person', 'section'];

export function kindOf(path) {
  return KINDS.find(([, pattern]) => pattern.test(path))?.[0];
}
