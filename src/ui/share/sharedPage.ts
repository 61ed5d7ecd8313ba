import { pageTexts } from '../messages.ts';
import type { BesideLine } from '../pin/numberLines.ts';
import css from './sharedPage.css?raw';
import viewer from './sharedViewer.js?raw';

export interface SharedLayer {
  readonly title: string;
  readonly address: string | null;
  /** It takes the photo's colour as well as its light. */
  readonly dims?: boolean;
}

/** Settings and numbers as the page's tables have them. */
export interface SharedTable {
  /** Of all columns, the first one's too; empty for one result, whose model has a row. */
  readonly heads: readonly string[];
  readonly rows: readonly Omit<BesideLine, 'key'>[];
}

/** Scores of maps against the ground truth. */
export interface SharedScores {
  /** How the maps were scored. */
  readonly title: string;
  readonly tables: readonly SharedTable[];
}

/** What a saved page holds. Addresses of pictures are `data:` addresses. */
export interface SharedPage {
  readonly title: string;
  /** What the answers agree on and where they differ, or what the one marks that the page opens on. */
  readonly sentence: string;
  readonly photo: string;
  /** Width over height. */
  readonly ratio: number;
  /** The first is the bare photo, whose address is null. */
  readonly layers: readonly SharedLayer[];
  /** The layers that are shown on either side at first. */
  readonly left: number;
  readonly right: number;
  readonly table: SharedTable;
  /** Null without a ground truth. */
  readonly scores: SharedScores | null;
  /** Address of the page with these settings, and what it is called. */
  readonly link: { readonly address: string; readonly text: string };
  readonly language: string;
}

/**
 * The result as one HTML file. Its policy forbids it all requests: what it shows is in it, and only its own script, named
 * by the nonce, runs.
 *
 * @param nonce letters and digits that nobody can guess
 */
export function formatSharedPage(page: SharedPage, nonce: string): string {
  const words = pageTexts.present().share.file;
  const policy = `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const choice = (side: 'left' | 'right', title: string, first: number) =>
    `<label>${escape(title)} <select id="${side}-layer" data-first="${first}"></select></label>`;
  const slider = (id: string, title: string, range: string) =>
    `<label>${escape(title)} <input id="${id}" type="range" ${range}></label>`;
  const photo = `<img src="${page.photo}" alt="${escape(words.photo)}">`;
  return `<!doctype html>
<html lang="${escape(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title>
<style nonce="${nonce}">
:root { --ratio: ${page.ratio}; }
${css}</style>
</head>
<body>
<main>
<h1>${escape(page.title)}</h1>
<p>${escape(page.sentence)}</p>
<noscript><p>${escape(words.script)}</p></noscript>
<div class="choices">
${choice('left', words.left, page.left)}
${choice('right', words.right, page.right)}
${slider('wipe', words.wipe, 'min="0" max="100" step="0.5" value="50"')}
${slider('zoom', words.zoom, 'min="1" max="8" step="0.1" value="1"')}
</div>
<div class="window" tabindex="0" role="group" aria-label="${escape(page.title)}">
<div class="easel" id="easel">
${photo}
<img class="map" id="left-map" alt="">
<img class="map grey" id="left-grey" alt="">
<div class="side">${photo}<img id="right-map" alt=""><img class="grey" id="right-grey" alt=""></div>
</div>
</div>
<h2 id="settings">${escape(words.settings)}</h2>
<table aria-labelledby="settings">
${tableRows(page.table)}
</table>
${scoreTables(page.scores)}</main>
<footer>
<p>${escape(words.made)} <a href="${escape(page.link.address)}">${escape(page.link.text)}</a></p>
</footer>
<script type="application/json" id="layers">${jsonForScript(page.layers)}</script>
<script nonce="${nonce}">
${viewer}</script>
</body>
</html>
`;
}

function scoreTables(scores: SharedScores | null): string {
  if (scores === null) return '';
  const tables = scores.tables.map(
    (table) => `<table aria-labelledby="scores">\n${tableRows(table)}\n</table>`,
  );
  return `<h2 id="scores">${escape(scores.title)}</h2>
<div class="scores">
${tables.join('\n')}
</div>
`;
}

/** Of two scores the better one is bold, as on the page. */
function tableRows({ heads, rows }: SharedTable): string {
  const head = heads
    .map((title) => (title === '' ? '<td></td>' : `<th scope="col">${escape(title)}</th>`))
    .join('');
  const cell = (text: string, isBest: boolean | undefined) =>
    isBest === true ? `<td><strong>${escape(text)}</strong></td>` : `<td>${escape(text)}</td>`;
  return [
    ...(head === '' ? [] : [`<tr>${head}</tr>`]),
    ...rows.map(
      ({ title, cells, best }) =>
        `<tr><th scope="row">${escape(title)}</th>${cells.map((text, column) => cell(text, best[column])).join('')}</tr>`,
    ),
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

/** Nothing in a name may end the element. */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
