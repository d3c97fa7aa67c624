import * as api from '../../app/index.ts';
import { type Drawing, drawingOf } from './drawing.ts';
import { type DrawnBook, drawnBookOf } from './drawn-book.ts';
import { type Block, blocksOf } from './pages.ts';

/** A block as a TypeScript module: the lines before its own, and the whole. */
export interface Source {
  readonly block: Block;
  /** The name of its file. */
  readonly name: string;
  readonly text: string;
  /** Lines that stand before the block's first one. */
  readonly offset: number;
}

/** The strategy in which excerpts stand: the block `ts frame` of the strategy guide, which says to a reader what they may use. */
const FRAME = blocksOf('docs/strategy-guide.md').find(({ info }) => info === 'ts frame')!.text;

const TYPES = 'Bars, Context, Custom, Exit, Fill, Line, OrderId, OrderOptions, Quotes, Trades';

/** The module of a block of TypeScript, of drawn bars or of a drawn book; undefined for another kind. */
export function sourceOf(block: Block): Source | undefined {
  const [language, word = ''] = block.info.split(' ');
  if (language === 'bars') return framed(block, 'onBar', codeOf(drawingOf(block)));
  if (language === 'book') return { block, name: 'block.ts', ...bookStrategy(drawnBookOf(block)) };
  if (language !== 'ts') return undefined;
  if (word === 'frame') return { block, name: 'block.ts', text: block.text, offset: 0 };
  if (word === 'setup' || word === 'onBar') return framed(block, word, block.text);
  return { block, name: word === 'run' ? 'block.ts' : word, text: block.text, offset: 0 };
}

/** The commands of drawn bars, each after its bar. */
const codeOf = ({ commands }: Drawing): string => commands.map(({ after, code }) => `if (n === ${after}) ${code};\n`).join('');

/** The strategy of a drawn book: shown its quotes only, it does after each row what is drawn. */
function bookStrategy({ commands, rowAt }: DrawnBook): Pick<Source, 'text' | 'offset'> {
  const before = [
    "import { defineStrategy, quotes } from 'onetape';",
    'export default defineStrategy({',
    "  name: 'drawn', params: {}, feeds: [quotes('asset')],",
    '  setup(ctx) {',
    '    const { asset } = ctx.feeds;',
    '    return { onQuote() {',
  ];
  const lines = commands.map(({ after, code }) => `      if (ctx.now === ${rowAt(after)}) ${code};`);
  return { text: [...before, ...lines, '    } };', '  },', '});', ''].join('\n'), offset: before.length };
}

/** Puts an excerpt where the frame says, in a scope of its own, with the imports that it needs. */
function framed(block: Block, where: 'setup' | 'onBar', code: string): Source {
  const body = FRAME.replace(/^import .*\n/, '');
  const [before = '', after = ''] = body.split(new RegExp(`^ *// an excerpt of ${where}\n`, 'm'));
  const names = Object.keys(api).filter((name) => new RegExp(`\\b${name}\\b`).test(body + code));
  const head = `import { ${names.join(', ')} } from 'onetape';\nimport type { ${TYPES} } from 'onetape';\n${before}{\n`;
  return { block, name: 'block.ts', text: `${head}${code}}\n${after}`, offset: head.split('\n').length - 1 };
}
