import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run'];

/** Why the tests in a browser are skipped; empty where they are not. */
export const WITHOUT = existsSync(CHROMIUM) ? '' : ` (skipped: no ${CHROMIUM})`;

/** A page that is open, and what there was to complain of: words of the console, errors, and addresses asked for beyond the file. */
export interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens pages from files in a browser of its own. */
export class Chromium {
  readonly #folder = mkdtempSync(join(tmpdir(), 'onetape-page-'));
  readonly #browser: Browser;
  #count = 0;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<Chromium> {
    return new Chromium(
      await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu', ...QUIET] }),
    );
  }

  async open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const file = join(this.#folder, `${++this.#count}.html`);
    writeFileSync(file, html);
    const address = pathToFileURL(file).href;
    const page = await (await this.#browser.newContext({ viewport: { width: 1200, height: 900 }, ...options })).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => !request.url().startsWith(address) && complaints.push(`asked for ${request.url()}`));
    await page.goto(address);
    await page.waitForTimeout(250);
    return { page, complaints };
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What a reader sees of a part of a page; two look the same if their bytes are equal. */
export const picture = (page: Page, selector: string): Promise<Buffer> => page.locator(selector).screenshot();

/** Contrasts of all text that is in sight against what lies behind it, by WCAG 2.2: the lowest ones with their text. */
export const CONTRASTS = `(() => {
  const parse = (text) => {
    const numbers = text.match(/[\\d.]+(?:e-?\\d+)?/g).map(Number);
    const scale = text.startsWith('color(srgb') ? 255 : 1;
    return { rgb: numbers.slice(0, 3).map((v) => v * scale), alpha: numbers[3] ?? 1 };
  };
  const over = (top, below) => top.rgb.map((v, k) => v * top.alpha + below[k] * (1 - top.alpha));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => { const c = v / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      layers.push(color);
      if (color.alpha === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (node.textContent.trim() === '' || /^(script|style|noscript|option)$/i.test(element.tagName) || element.checkVisibility?.() === false) continue;
    const style = getComputedStyle(element);
    if (element.closest('.skip')) continue;
    const ground = behind(element);
    const ink = over(parse(element instanceof SVGElement ? style.fill : style.color), ground);
    const [a, b] = [light(ink), light(ground)];
    found.push({ ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text: node.textContent.trim().slice(0, 40), on: element.tagName + '.' + element.getAttribute('class') });
  }
  return found;
})()`;
