import { beforeAll, expect, it } from 'vitest';
import { formatSharedPage, type SharedPage } from './sharedPage.ts';
import { pageTexts } from '../messages.ts';
import { readStyles } from '../styles/testing/contrast.ts';

const page: SharedPage = {
  title: 'What catches the eye in <b>"it\'s"</b>.jpg',
  sentence: 'They agree.',
  ratio: 1.5,
  photo: 'data:image/jpeg;base64,AAAA',
  layers: [
    { title: 'Photo', address: null },
    { title: '</script><script>alert(1)</script>', address: 'data:image/png;base64,BBBB' },
  ],
  left: 1,
  right: 1,
  table: {
    heads: ['Of the photo', 'Now: A', 'Pinned: B'],
    rows: [{ title: 'Energy distance ↓', cells: ['.100', '.200'], best: [true, false] }],
  },
  scores: {
    title: 'Scores of maps as they are (raw)',
    tables: [
      {
        heads: ['Mean', 'Now: A', 'Pinned: B'],
        rows: [{ title: 'S↑', cells: ['.900', '.800'], best: [true, false] }],
      },
      {
        heads: ['', 'Truth seen'],
        rows: [{ title: 'MAE↓', cells: ['.050'], best: [] }],
      },
    ],
  },
  link: { address: 'https://host/#a="b"&c=d', text: 'Open' },
  language: 'en',
};
let html: string;

beforeAll(async () => {
  await pageTexts.load();
  html = formatSharedPage(page, 'abc123');
});

it('holds photo, layers, lines and link', () => {
  expect(html).toContain('src="data:image/jpeg;base64,AAAA"');
  expect(html).toContain('data:image/png;base64,BBBB');
  expect(html).toContain('<th scope="row">S↑</th><td><strong>.900</strong></td><td>.800</td>');
  expect(html).toContain('href="https://host/#a=&quot;b&quot;&amp;c=d"');
});

it('says how maps were scored, above a table for each of them', () => {
  expect(html).toMatch(/<h2 id="scores">Scores of maps as they are \(raw\)<\/h2>\n<div/);
  expect(html.split('<table aria-labelledby="scores">')).toHaveLength(3);
  expect(html).toContain('<tr><td></td><th scope="col">Truth seen</th></tr>');
  expect(formatSharedPage({ ...page, scores: null }, 'abc123')).not.toContain('"scores"');
});

it('opens on the layers that it is given', () => {
  const other = formatSharedPage({ ...page, left: 7, right: 0 }, 'abc123');
  expect(other).toMatch(/id="left-layer" data-first="7"[^]*id="right-layer" data-first="0"/);
});

it('names the columns of two results, and opens with the second of them on the right', () => {
  expect(html).toContain('<th scope="col">Now: A</th><th scope="col">Pinned: B</th>');
  expect(html).toMatch(/id="left-layer" data-first="1"[^]*id="right-layer" data-first="1"/);
});

it('shows the table whole: only the picture has a window of its own, which scrolls', () => {
  const windows = html.split('class="window"').slice(1);
  expect(windows).toHaveLength(1);
  expect(windows[0]).toMatch(/^[^]*id="easel"[^]*<\/div>\n<h2[^]*<\/h2>\n<table/);
});

it('has its four controls in one row, in two or in four, so that none is left alone', async () => {
  const css = await readStyles('../share/sharedPage.css');
  const columns = [...css.matchAll(/^ *grid-template-columns: (.+);$/gm)].map(([, value]) => value);
  expect(columns).toEqual([
    'repeat(2, minmax(0, 3fr)) repeat(2, minmax(0, 2fr))',
    'repeat(2, minmax(0, 1fr))',
    'minmax(0, 1fr)',
  ]);
});

it('allows itself nothing but its own script, style and pictures', () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)![1]!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('img-src data:;');
  expect(policy).not.toMatch(/https?:|unsafe|\*/);
  expect(html.match(/<script nonce="abc123">/g)).toHaveLength(1);
  expect(html.match(/<style nonce="abc123">/g)).toHaveLength(1);
  expect(html).not.toMatch(/\b(?:src|url)\s*[=(]\s*"?https?:/);
});

it('takes names as text, never as markup', () => {
  expect(html).toContain('&lt;b&gt;&quot;it&#39;s&quot;&lt;/b&gt;.jpg');
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('alert(1)</script>');
});

it('brings its viewer along', () => {
  expect(html).toContain("find('layers')");
});
