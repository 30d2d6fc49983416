import { expect, test } from 'vitest';
import { assetFor } from './asset-path';

const folder = '/opt/longlines/out/renderer';
const asked = (url: string, method = 'GET') => assetFor({ method, url }, folder);

test.each([
  ['app://longlines/', `${folder}/index.html`],
  ['app://longlines/index.html', `${folder}/index.html`],
  ['app://longlines/index.html?x=1#/orders', `${folder}/index.html`],
  ['app://longlines/assets/index-Dk3_a-9.js', `${folder}/assets/index-Dk3_a-9.js`],
])('%s is %s', (url, file) => {
  expect(asked(url)).toMatchObject({ kind: 'file', file });
});

test.each([
  'app://longlines/..%2f..%2fpackage.json',
  'app://longlines/assets/..%5c..%5cpackage.json',
  'app://longlines/%2fetc/passwd.json',
  'app://longlines//etc/hosts.json',
  'app://longlines/C:/secret.json',
  'app://longlines/index.html::$DATA.json',
  'app://longlines/.env.json',
  'app://longlines/a%00.json',
  'app://longlines/%E0%A4%A',
  'app://longlines/assets/',
])('%s is refused', (url) => {
  const asset = asked(url);
  expect(asset.kind === 'refused' ? asset.status : asset).toBe(400);
});

test.each(['app://longlines/../../package.json', 'app://longlines/%2e%2e/%2e%2e/package.json'])('%s stays inside', (url) => {
  expect(asked(url)).toMatchObject({ kind: 'file', file: `${folder}/package.json` });
});

test('what has a type that the console does not have, and what would change something, is refused', () => {
  expect(asked('app://longlines/main.cjs')).toEqual({ kind: 'refused', status: 404 });
  expect(asked('app://longlines/index.js.map')).toEqual({ kind: 'refused', status: 404 });
  expect(asked('app://longlines/index.html', 'POST')).toEqual({ kind: 'refused', status: 405 });
});
