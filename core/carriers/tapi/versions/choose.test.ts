import { describe, expect, test } from 'vitest';
import { unqualified } from '../json';
import { goodDocuments } from '../testing/documents';
import { dialectByDocument, dialectByRevisions } from './choose';

describe('by the revisions that a manager lists', () => {
  test.each([
    [['2023-10-10'], '2.5.0', null],
    [['2020-04-23'], '2.1.3', null],
    [['2018-12-10', '2020-04-23', '2023-10-10'], '2.5.0', null],
    [['2019-07-16'], '2.1.3', 'lists TAPI 2.1.2, which we do not speak: taken for TAPI 2.1.3'],
    [['2021-08-04'], '2.1.3', 'TAPI 2.3,'],
    [['2022-12-22'], '2.5.0', 'TAPI 2.4.0'],
    [['1999-01-01'], '2.1.3', 'tapi-common of 1999-01-01'],
    [['2031-01-01'], '2.5.0', 'tapi-common of 2031-01-01'],
    [['2019-07-16', '2021-09-24'], '2.1.3', 'TAPI 2.1.2, TAPI 2.3.1'],
  ])('%j: TAPI %s', (revisions, version, words) => {
    const chosen = dialectByRevisions(revisions);
    expect(chosen?.dialect.version).toBe(version);
    if (words === null) expect(chosen?.doubt).toBeNull();
    else expect(chosen?.doubt).toContain(words);
  });

  test('many, or long ones, are named in few words', () => {
    const revisions = [...Array(10_000).keys()].map((at) => `${String(at)}-${'x'.repeat(1000)}`);
    expect(dialectByRevisions(revisions)?.doubt?.length).toBeLessThan(600);
  });

  test('none: it has to be told from something else', () => {
    expect(dialectByRevisions([])).toBeNull();
  });
});

describe('by what a document looks like', () => {
  test.each([
    ['qualifiers with their instances', unqualified(goodDocuments().servicePoints), '2.5.0'],
    ['units with a prefix', unqualified(goodDocuments().links), '2.5.0'],
    ['a plain list of qualifiers', { 'supported-layer-protocol-qualifier': ['tapi-dsr:DIGITAL_SIGNAL_TYPE_GigE'] }, '2.1.3'],
    ['units without a prefix', { 'total-size': { value: '100', unit: 'GBPS' } }, '2.1.3'],
    ['nothing that says', {}, '2.5.0'],
    ['no document', undefined, '2.5.0'],
  ])('%s', (_, document, version) => {
    const chosen = dialectByDocument(document);
    expect(chosen.dialect.version).toBe(version);
    expect(chosen.doubt).toContain('set tapiVersion in the mapping table');
  });
});
