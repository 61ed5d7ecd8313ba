import { formatFixed, formatMilliseconds, formatPercent } from '../../parts/format.ts';
import type {
  Again,
  AgreedPlaces,
  HeldPlace,
  MarkedPlace,
  NamedPlace,
  Piece,
  resultMessages,
} from '../../result/messages.ts';
import type { Texts } from '../../../languages/languages.ts';

const NUMBERS = ['', ...'一 二 三 四 五 六 七 八 九 十 十一 十二'.split(' ')];

/** A number before its counter. */
const inWords = (number: number) => NUMBERS[number] ?? `${number} `;

const PLACES: Readonly<Record<MarkedPlace, string>> = {
  'upper-left': '左上',
  top: '上',
  'upper-right': '右上',
  left: '左',
  middle: '中央',
  right: '右',
  'lower-left': '左下',
  bottom: '下',
  'lower-right': '右下',
};

const AGAIN: Readonly<Record<Again, (place: string) => string>> = {
  more: (place) => `${place}の別の部分`,
  above: (place) => `${place}の上寄り`,
  below: (place) => `${place}の下寄り`,
  left: (place) => `${place}の左寄り`,
  right: (place) => `${place}の右寄り`,
  between: (place) => `${place}の中ほど`,
};

const named = ({ places, unnamed }: Omit<AgreedPlaces, 'area'>) => {
  const others = unnamed > 0 ? `、ほか${inWords(unnamed)}か所` : '';
  return `${places.map((place) => PLACES[place]).join('と')}${others}`;
};

const agreedPlaces = (agreed: AgreedPlaces) =>
  `${named(agreed)}（画像の ${formatPercent(agreed.area)}）`;

const nameOf = ({ place, again }: NamedPlace) =>
  again === null ? PLACES[place] : AGAIN[again](PLACES[place]);

const held = ({ part, holders, ...place }: HeldPlace, count: number): Piece => ({
  text: `${nameOf(place)}（${count} 人中 ${holders} 人）`,
  ...(part !== undefined && { part }),
});

const listed = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece] : [{ text: '、' }, piece]));

export const resultJapanese: Texts<typeof resultMessages> = {
  sentence: {
    lead: (count) => `目を引くのは何か、${inWords(count)}人に尋ねると、こう答えるかもしれません。`,
    gap: '',
    place: (place) => PLACES[place],
    one: (agreed) => `この回答は${agreedPlaces(agreed)}を選びます。`,
    oneMarksNothing: 'この回答は何も選びません。',
    agree: (agreed, count) =>
      `${inWords(count)}人とも${agreedPlaces(agreed)}で一致し、違いはほとんどありません。`,
    noneMarks: 'だれも何も選びません。',
    differ: (agreed, contested, unnamed, count) => {
      const start =
        agreed === null
          ? '全員が選ぶ所はなく'
          : `${inWords(count)}人とも${agreedPlaces(agreed)}で一致し`;
      const places = contested.length + unnamed;
      const pieces = contested.map((place, part) => held({ ...place, part }, count));
      if (unnamed > 0) {
        const text = `ほか${inWords(unnamed)}か所`;
        pieces.push({ text, part: contested.length, parts: unnamed });
      }
      return [
        { text: `${start}、主に${inWords(places)}か所で分かれます: ` },
        ...listed(pieces),
        { text: '。' },
      ];
    },
    own: 'あなたの回答',
    numbered: (number) => `回答 ${number} `,
    answer: ({ name, area, count, agreed, contested, unnamed, alone, left }) => {
      const [all, none] =
        count === 1
          ? ['回答 1 も選ぶ所', '回答 1 は選ばない所']
          : [`${inWords(count)}人とも選ぶ所`, 'だれも選ばない所'];
      const pieces: Piece[] = [];
      if (agreed !== null) pieces.push({ text: `${named(agreed)}（${all}）` });
      pieces.push(...contested.map((place) => held(place, count)));
      if (unnamed > 0) pieces.push({ text: `ほか${inWords(unnamed)}か所` });
      if (alone.length > 0) {
        const where = alone.length === 1 ? nameOf(alone[0]!) : `${inWords(alone.length)}か所`;
        pieces.push({ text: `${where}（${none}）` });
      }
      if (pieces.length === 0) return [{ text: `${name}はほとんど何も選びません。` }];
      return [
        { text: `${name}は画像の ${formatPercent(area)} を選びます:` },
        { text: ' ' },
        ...listed(pieces),
        { text: '。' },
        ...listed(left.map((place) => held(place, count))),
        ...(left.length === 0 ? [] : [{ text: 'は選びません。' }]),
      ];
    },
  },

  firstLook: {
    consensus: '最初のサンプル。回答の多くが選ばない所は灰色にしています',
    caption: '前もって作った例です。まもなく置き換わります。',
    waiting: 'ネットワークが届くと、スライダーが使えるようになります。',
  },

  mainPicture: {
    layer: '画像に重ねるもの',
    layers: {
      agreed: '一致',
      differ: '違い',
      both: '両方',
      outlines: '輪郭',
      blend: '移り変わり',
      answer: '一つの回答',
    },
    help: {
      both: '顕著さと意見の分かれ方を、場所ごとに一つの色で示します',
      outlines: '回答が選んだ範囲を、一つに 1 本の線で囲みます',
      blend:
        '回答から次の回答へ移り変わります。変わらない所は一致し、現れたり消えたりする所は一致していません',
    },
    compare: '拡大と比較',
    picture: (title) => `${title}。矢印キーで読み取る点が動き、Enter で拡大します`,
    agreedBy: '一致のとり方',
    level: '選んだ回答の数',
    levelOf: (level, count) => `${count} 個中 ${level} 個以上`,
    kept: (count) => `回答 ${count} 個の多くが選んだ所`,
    keptHelp: (kept, count) =>
      `色のある所は、回答 ${count} 個のうち残した ${kept} 個の多くが選んだ所`,
    part: (number) => `回答が分かれる場所 ${number}`,
    partIs: (place, area, holders, count) =>
      `${place}（画像の ${formatPercent(area)}）: 回答 ${count} 個中 ${holders} 個が選んでいます`,
    keep: '残す回答',
    keeps: { all: 'すべて', with: '選んだもの', without: '選ばないもの' },
    closePart: 'この場所を閉じる',
    pointHint: '画像を指すか触れると、その点をいくつの回答が選んだかが分かります。',
    pointIs: (marked, count) => `回答 ${count} 個中 ${marked} 個がこの点を選んでいます`,
    surely: '確信の度合い',
    histogramHelp: 'この点を選ぶ確信の度合いごとの回答数。0 はまったく選ばない、1 は確実に選ぶ',
    histogram: (bins) => `確信の度合い（0 から 1）ごとの回答数: ${bins}`,
    bothUp: '意見が割れる',
    bothAcross: '顕著',
    play: '再生',
    pause: '一時停止',
    nextAnswer: (number, count) => `回答 ${number}/${count}、次へ`,
  },

  toolbar: {
    menu: '描き方',
    label: 'マップの描き方',
    view: '表示',
    views: {
      mask: 'マスク',
      heat: 'ヒートマップ',
      overlay: '重ね描き',
      'cut-out': '切り抜き',
      difference: '差',
    },
    viewHelp: '差: それぞれの回答から、回答の平均を引いたもの',
    colours: '配色',
    colourNames: {
      magma: 'Magma',
      viridis: 'Viridis',
      turbo: 'Turbo',
      grey: 'グレー',
    },
    opacity: '濃さ',
  },

  run: {
    stages: {
      idle: '',
      reading: 'ファイルを読んでいます…',
      estimating: '写真から深度を推定しています…',
      network: 'ネットワークを動かしています…',
      sampling: '回答を引いています…',
      exploring: 'スライダーの位置でネットワークを動かしています…',
    },
    sample: (done, total, leftMs) =>
      `回答 ${done + 1}/${total}…${done > 0 ? `残り約 ${formatMilliseconds(leftMs)}` : ''}`,
    stop: '停止',
    stopReading: 'このファイルの読み込みをやめます。前の画像が残ります',
    stopHelp: 'ここで止めます。できた回答は表示されます',
    waitingForNetwork: 'ネットワークを待っています…',
    seconds: (seconds) => formatMilliseconds(seconds * 1000),
    timing: (image, samples, count, backend, estimated) =>
      `${estimated ? '深度は推定。' : ''}${backend} で画像 ${formatMilliseconds(image)}、回答 ${count} 個 ${formatMilliseconds(samples)}`,
    timingBrief: (milliseconds, backend, estimated) =>
      `${estimated ? '深度は推定。' : ''}${backend} で ${formatMilliseconds(milliseconds)}`,
    loading: '最初のサンプルを読み込んでいます。いつでも自分の写真を開けます。',
    empty: '写真を開くか、サンプルをクリックしてください。',
  },

  maps: {
    consensus: '多数決',
    only: '回答',
    mean: '平均',
    share: '人数',
    answerHelp: {
      consensus:
        '色のある所は、回答の多数が選んだ所（UC-Net 論文の方法）。灰色の所は選ばれていません',
      mean: '回答の平均。色が濃い所ほど確かに選ばれています',
      share: '論文の多数決と並べて、指定した数以上の回答が選んだ所を示します',
    },
    uncertainty: '不確かさ',
    uncertainties: {
      disagreement: '不一致',
      expected: '回答ごと',
      total: '合計',
      variance: '分散',
    },
    uncertaintyHelp: {
      disagreement:
        '一つ一つの回答は確信しているのに、互いに食い違う所。目盛りの端はこの画像の最大値です',
      expected: '一つ一つの回答が迷う所。主に輪郭です',
      total: '両方の和: 合計 = 回答ごと + 不一致',
      variance: '回答のばらつき。目盛りの端はこの画像の最大値です',
    },
    uncertaintyTerms: {
      disagreement: '相互情報量（ビット）',
      expected: '回答のエントロピーの平均（ビット）',
      total: '平均のエントロピー（ビット）',
      variance: '回答のあいだの分散',
    },
    uncertaintyEnds: {
      disagreement: ['一致', '食い違い'],
      expected: ['確信', '迷い'],
      total: ['確か', '不確か'],
      variance: ['一致', '違い'],
    },
    png: 'PNG',
    bits: ' ビット',
    depth: '深度',
    correctedDepth: '補正後の深度',
    depthHelp: {
      'corrected-depth':
        'DepthCorrectionNet が深度マップを補正した結果です。穴が埋まり、輪郭が写真に合います',
      'input-depth': '読み込んだままの、補正する前の深度マップです',
    },
    estimatedDepthHelp: '深度マップがないので、専用の小さなネットワークが写真から推定した深度です',
    uncorrectedDepthHelp: '読み込んだままの深度マップです。このネットワークは補正しません',
    inputDepth: '入力',
    estimatedDepth: '推定した深度',
    estimated: '推定',
    corrected: '補正後',
    explored: 'あなたの回答',
    sample: (number) => `回答 ${number}`,
    enlarge: (title) => `拡大: ${title}`,
    download: (title) => `PNG で保存: ${title}`,
  },

  sampling: {
    title: '回答',
    count: '回答の数',
    seed: 'シード',
    seedHelp: '同じシードなら、また同じ回答になります。',
    spread: 'ばらつき',
    spreadHelp:
      '回答が普通の回答からどれだけ離れるか。0 なら普通の回答だけ、1 なら人々と同じくらい分かれます。',
    terms:
      '回答は一つごとに別の潜在変数 z を持ち、z は事前分布（ネットワークが写真から読み取る、平均 μ と標準偏差 σ の正規分布）から引きます。ばらつきは σ に掛ける倍率です。',
    times: (factor) => `× ${formatFixed(factor, 1)}`,
    settings: '設定',
    reroll: '別の回答',
    rerollBrief: '別回答',
    rerollHelp: 'シードを変えて、別の回答を引きます',
    open: (title) => `${title}を表示`,
    yours: 'あなた',
    oneAnswer: 'このネットワークの回答は一つです。',
    partHelp: 'この場所を選んだ回答を示し、選んだものか選ばないものかを残せます',
    useInExplorer: (number) => `スライダーを回答 ${number} に合わせる`,
    beyondExplorer: (number) => `回答 ${number} の位置は、スライダーの端より外にあります。`,
  },

  viewer: {
    label: (title) => `${title}（拡大）`,
    previous: '前のマップ',
    next: '次のマップ',
    position: '画素',
    pointer: (x, y) => `${x}, ${y}`,
    noReading: '値なし',
    hint: 'ホイールかピンチで拡大し、ドラッグで動かします。',
    keys: 'キーでは + と − で拡大縮小、0 で全体、1 で等倍です。矢印キーは拡大中なら画像を動かし、全体表示ではマップを切り替えます。',
    title: '拡大と比較',
    pane: (title) => `${title}。+ と − で拡大縮小し、拡大中は矢印キーで動かします`,
    photo: '写真',
    beside: '比べる相手',
    nothing: 'なし',
    mode: '比べ方',
    modes: { wipe: 'ワイプ', side: '横に並べる', blink: '点滅', difference: '差' },
    split: '二つを分ける位置',
    turn: 'もう一方を見る',
    fit: '全体',
    oneToOne: '1:1',
    differenceOf: (first, second) => `${first}から${second}を引いた差`,
  },
};
