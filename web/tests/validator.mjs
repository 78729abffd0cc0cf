// The rules of sound HTML for our pages: the validator's recommended ones, with reasons where not.

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

const RULES = {
  // A headline and the paper's name may pass 70 signs; search engines cut where they like.
  'long-title': 'off',
  // Blanks at the end of a line come from templates, and compression takes them away.
  'no-trailing-whitespace': 'off',
  // Anchors are block ids, which may begin with a digit.
  'valid-id': ['error', { relaxed: true }],
};

const validator = new HtmlValidate(
  new FileSystemConfigLoader({ root: true, extends: ['html-validate:recommended'], rules: RULES }),
);

/** What is wrong with the page, a line each: `line:column rule: sentence`. */
export async function unsound(html) {
  const report = await validator.validateString(html);
  const messages = report.results.flatMap((result) => result.messages);
  return messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`);
}
