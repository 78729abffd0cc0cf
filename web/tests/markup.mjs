// Reads markup that the validator has found sound: tags, their attributes, the text of one element.

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** All opening tags, comments and data blocks aside. */
export function tags(html) {
  return withoutData(html).match(/<[a-z][^>]*>/gi) ?? [];
}

/** Whether a script of this type is data, which nothing runs. */
export function isData(type) {
  return type === 'application/ld+json' || type === 'application/json';
}

/** The value of an attribute as written, the empty string for a bare one. */
export function attribute(tag, name) {
  const found = new RegExp(`\\s${name}(?:=(?:"([^"]*)"|'([^']*)'|([^\\s>]+)))?(?=[\\s/>])`, 'i').exec(tag);
  return found ? (found[1] ?? found[2] ?? found[3] ?? '') : undefined;
}

/** What stands between the tags of each such element, entities still in it. */
export function insides(html, name) {
  const elements = html.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'gi'));
  return [...elements].map((element) => element[1]);
}

/** Text with its entities resolved. */
export function decoded(text) {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal, hexadecimal, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hexadecimal) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    return ENTITIES[name.toLowerCase()] ?? whole;
  });
}

/** Without comments, and with scripts, among them structured data, emptied. */
function withoutData(html) {
  return html.replace(/<!--[\s\S]*?-->/g, '').replace(/(<script[^>]*>)[\s\S]*?(<\/script>)/gi, '$1$2');
}
