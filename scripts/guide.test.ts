import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));
const guide = join(project, 'docs', 'guide');
const pages = readdirSync(guide).filter((page) => page.endsWith('.md'));

/** Columns of the guide's tables that quote what the product says. */
const quoting = new Set(['message', 'it says', 'what is said']);

/** A part so short says nothing of its own. */
const leastLetters = 6;

interface Quoted {
  readonly page: string;
  readonly words: string;
}

const plain = (text: string): string => text.replaceAll(/[’‘]/g, "'").replaceAll(/\s+/g, ' ').toLowerCase();

/** The messages that a page's tables quote: each in backticks or italics, else the whole cell, parted at semicolons that stand between quotations. */
function quotedOn(page: string): readonly Quoted[] {
  const found: Quoted[] = [];
  let isQuoting = false;
  for (const line of readFileSync(join(guide, page), 'utf8').split('\n')) {
    const [first] = line.startsWith('|') ? line.slice(1).split(/(?<!\\)\|/) : [];
    const cell = first?.trim();
    if (cell === undefined) isQuoting = false;
    else if (/^-+$/.test(cell)) continue;
    else if (quoting.has(cell.toLowerCase())) isQuoting = true;
    else if (isQuoting) {
      const marked = [...cell.matchAll(/`([^`]+)`|(?<![\w*])_([^_]+)_(?!\w)/g)].map(([, code, italic]) => code ?? italic ?? '');
      for (const words of marked.length > 0 ? marked : [cell]) found.push({ page, words });
    }
  }
  return found;
}

const isProduct = (path: string): boolean => /\.tsx?$/.test(path) && !/\.test\.tsx?$|(?:^|\/)testing\//.test(path);

/** All that the product's sources can put on a screen: literals, templates with `…` for what is filled in, words between tags. */
function productTexts(): string {
  const texts: string[] = [];
  for (const folder of ['core', 'renderer', 'shell', 'server'])
    for (const path of readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' }).filter(isProduct)) {
      const source = ts.createSourceFile(path, readFileSync(join(project, folder, path), 'utf8'), ts.ScriptTarget.Latest, true);
      const visit = (node: ts.Node): void => {
        const text = textOf(node);
        if (text !== null) texts.push(plain(text));
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  return texts.join('\n');
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === null || right === null ? null : left + right;
  }
  return null;
}

const partsOf = (words: string): readonly string[] =>
  plain(words)
    .split('…')
    .map((part) => part.replaceAll(/^[\s:;,.()"']+|[\s:;,.()"']+$/g, ''))
    .filter((part) => part.length >= leastLetters);

describe('what the guide quotes', () => {
  const texts = productTexts();
  const quoted = pages.flatMap(quotedOn);

  it.each(quoted)('$page: the product says “$words”', ({ words }) => {
    expect(partsOf(words).filter((part) => !texts.includes(part))).toEqual([]);
  });

  it('has messages on more than half of its pages', () => {
    expect(new Set(quoted.map(({ page }) => page)).size).toBeGreaterThan(6);
  });
});

describe('what the guide leads to', () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(join(guide, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => ({ page, to })),
  );

  it.each(links)('$page: $to is there', ({ to }) => {
    expect(existsSync(join(guide, to))).toBe(true);
  });

  it('shows every picture that is taken for it', () => {
    const taken = readdirSync(join(project, 'docs', 'screenshots')).filter((name) => name.startsWith('guide-'));
    const shown = new Set(links.map(({ to }) => to.split('/').at(-1)));
    expect(taken.filter((name) => !shown.has(name))).toEqual([]);
  });
});
