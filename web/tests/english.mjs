// An English paper that has everything: each kind of article, each block with words of its own, and acts after the import.

const LEAD = { picture: 'pictures/planet.jpg', caption: 'A planet.', credit: 'Budgie / CC0', alt: 'A planet with its ring.' };

const SETTINGS = `
contact = "desk@lockgate.example"
[paths]
people = "authors"
dossiers = "in-depth"
series = "series"
topics = "topics"
latest = "latest"
archive = "archive"
history = "history"
corrections = "corrections"
suspensions = "suspensions"
[[format]]
kind = "analysis"
path = "analysis"
name = "Analysis"
[[section]]
path = "town"
name = "Town"
[[section]]
path = "town/harbour"
name = "Harbour"
[[page]]
path = "about"
[[person]]
name = "Ada Moore"
standing = "reporter"
biography = "Ada Moore writes about water."
interests = "None."
[legal]
publisher = "Lock Gate Ltd"
director = "Ada Moore"
host = "Hosts of the Vale"
`;

const NEWS = `
It moved [at least 11 centimetres]{figure value="11" bound="at_least" what="lift" who="the board" status="reported"} on Sunday.

:::read-also address="/2026/11/20/a-night-on-the-quay"
What the boatmen say
:::

:::correction at="2026-11-20T18:20:00+01:00"
The lift is given in centimetres.
:::

| Day | Boats |
|---|---|
| Monday | 3 |

:::embed address="https://maps.example/lock" title="A map" provider="Maps"
The lock, south of the town.
:::`;

const REPORT = `
Rain.

:::quotation speaker="Tom Reed" standing="boatman"
We wait.
:::

:::box title="How to cross"
By boat.
:::

![A planet](pictures/planet.jpg "Above the quay."){credit="Budgie / CC0"}`;

const INTERVIEW = `
:::interview
Why?

Because.
:::

:::pull-quote speaker="Tom Reed"
Because.
:::`;

const LIVE = `
:::timeline title="Sunday"
:::entry when="9:20"
It moves.
:::
:::`;

const VIDEO = `
:::video file="media/lock.mp4" title="A lock" credit="The Lock Gate" duration="38"
One lock, one boat, and the time that it takes.
:::`;

const PODCAST = `
:::audio file="media/words.m4a" title="Words" credit="The Lock Gate" duration="51"
One word, then four.
:::`;

const GALLERY = `
:::gallery title="Skies"
![A planet](pictures/planet.jpg "First"){credit="Budgie / CC0"}
:::`;

const CLOSED = 'First.\n\nSecond.\n\nThird.';
const OUTLET = { name: 'The Harrow', address: 'https://harrow.example/bats' };

export const ENGLISH = {
  name: 'The Lock Gate',
  languages: ['en', 'fr'],
  settings: [SETTINGS],
  articles: [
    article('news', 'The bridge is back in line', NEWS, { lead: LEAD, status: 'developing', dossiers: ['The bridge'] }),
    article('brief', 'A tram is on time', 'It came.', { status: 'updated' }),
    article('brief', 'A bus is late', 'It came.', { section: 'town/harbour' }),
    article('pickup', 'Bats keep a tunnel open', 'Read there, and worth it.', { source_credit: OUTLET }),
    article('report', 'A night on the quay', REPORT, { lead: { ...LEAD, archives: true, taken: '2019-06' } }),
    article('analysis', 'What a canal is worth', CLOSED, { access: 'subscribers', teaser_ends_after: 1 }),
    article('interview', 'The keeper speaks', INTERVIEW, { topics: ['Canals'], dateline: 'Vaux' }),
    article('opinion', 'Open the road', CLOSED, { access: 'registered', teaser_ends_after: 1 }),
    article('column', 'A word in use', 'Sill.', { series: 'Words' }),
    article('live', 'The deck returns', LIVE, { byline: ['Ada Moore', 'Tom Reed', { agency: 'AFP' }] }),
    article('video', 'A lock in 38 seconds', VIDEO),
    article('podcast', 'Five words', PODCAST),
    article('gallery', 'Three skies', GALLERY),
  ],
  pages: [{ file: 'pages/about.md', front: { headline: 'About us' }, body: 'We write about water.' }],
  media: {
    'pictures/planet.jpg': 'pictures/saturne-budgie.jpg',
    'media/lock.mp4': 'media/ecluse-a-sas.mp4',
    'media/words.m4a': 'media/cinq-mots-du-canal.m4a',
  },
  acts: [
    correct('the-bridge-is-back-in-line', ['on Sunday', 'on Saturday'], { nature: 'correction', tell: 'We had the day wrong.' }),
    correct('a-night-on-the-quay', ['Rain', 'Light rain'], { nature: 'clarification', tell: 'It was light.', top: true }),
    { act: 'retract', article: '/2026/11/20/a-bus-is-late', reason: 'It was on time.' },
    { act: 'suspend-comments', section: 'town', until: '2036-01-01 06:00', reason: 'Insults.' },
  ],
};

function article(kind, headline, body, front = {}) {
  const standfirst = 'What happened, in a sentence.';
  return { file: `town/${headline}.md`, front: { kind, headline, standfirst, byline: ['Ada Moore'], ...front }, body };
}

function correct(slug, replace, how) {
  return { act: 'correct', article: `/2026/11/20/${slug}`, replace, ...how };
}
