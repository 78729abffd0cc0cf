// Small papers unlike the demo, and how any of them becomes a folder of manuscripts on the fly.

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { DEMO } from './paper.mjs';

/** Nothing but words. */
export const WITHOUT_PICTURES = {
  name: 'Le Feuillet',
  settings: ['[[section]]', 'path = "ville"', 'name = "Ville"'],
  articles: [1, 2, 3, 4, 5, 6, 7].map((number) => ({
    file: `ville/article-${number}.md`,
    front: { headline: `Ce que dit le ${number}e feuillet`, standfirst: 'Un chapô, sans image.', byline: ['Ada Morel'] },
    body: 'Un paragraphe de quelques mots, puis un autre.\n\n## Un intertitre\n\nEt la suite.',
  })),
};

/** A newsroom on its first day: one file, no settings. */
export const OF_ONE_ARTICLE = {
  articles: [{ file: 'premier.md', front: {}, body: '# Le premier article\n\nIl est seul, et il se lit.' }],
};

const UNBREAKABLE = 'Anticonstitutionnellement'.repeat(8);
const WITH_CHANCES = 'Anticonstitutionnellement, le conseil vote '.repeat(5).slice(0, 199).concat('.');

/** Headlines of 200 characters: one word, and many. */
export const OF_LONG_HEADLINES = {
  name: 'Le Long',
  settings: ['[[section]]', 'path = "ville"', 'name = "Ville"'],
  articles: [UNBREAKABLE, WITH_CHANCES, 'Un titre court'].map((headline, index) => ({
    file: `ville/titre-${index}.md`,
    front: { headline, byline: ['Ada Morel'], dossiers: ['Le long dossier'] },
    body: `Le texte est court.\n\n:::read-also address="/2026/11/20/un-titre-court"\n${headline}\n:::`,
  })),
};

/** Hebrew and Arabic among French: names, and a whole article. */
export const FROM_RIGHT_TO_LEFT = {
  name: 'Les Deux Rives',
  languages: ['fr', 'ar'],
  articles: [
    {
      file: 'monde/carnet.md',
      front: { headline: 'Carnet de Haïfa', byline: ['נועה לוי', 'أمل الحسن'] },
      body: 'Le port s’éveille tard.\n\n> « Nous attendons. »\n\nPuis la pluie.',
    },
    {
      file: 'monde/mina.md',
      front: { language: 'ar', kicker: 'الميناء', headline: 'الميناء يفتح أبوابه بعد العاصفة', byline: ['أمل الحسن'] },
      body: `عاد الصيادون إلى الميناء صباح الأحد بعد ثلاثة أيام من العاصفة.

## ثلاثة أيام

- القارب الأول
- القارب الثاني

قال البحارة إن الموج كان عاليًا.`,
    },
  ],
};

/** The paper as a folder; whoever asked for it removes it. */
export async function folderOf({ name, languages = ['fr'], settings = [], articles, pages = [], media = {} }) {
  const folder = await mkdtemp(join(tmpdir(), 'rotative-paper-'));
  const write = async (file, text) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  const ours = [`name = "${name}"`, `languages = ${JSON.stringify(languages)}`, ...settings];
  if (name) await write('paper.toml', ours.join('\n'));
  for (const [file, source] of Object.entries(media)) await cp(join(DEMO, source), join(folder, file));
  for (const { file, front, body } of [...articles, ...pages]) await write(file, manuscript(front, body));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** JSON is YAML too. */
function manuscript(front, body) {
  const dated = front.headline && !body.startsWith('# ') ? { published: '2026-11-20 09:00', ...front } : front;
  const lines = Object.entries(dated).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return lines.length > 0 ? `---\n${lines.join('\n')}\n---\n\n${body}\n` : `${body}\n`;
}
