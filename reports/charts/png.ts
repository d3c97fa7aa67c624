import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Pixels per unit of a drawing: sharp on screens of twice the density. */
const ZOOM = 2;

let loaded: Promise<Uint8Array[]> | undefined;

/** Drawings as PNG files, by resvg with the DejaVu Sans that comes with the package: no font of the machine is used. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  loaded ??= load();
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { fontBuffers: await loaded, defaultFontFamily: 'DejaVu Sans' },
  });
  const image = picture.render();
  const bytes = image.asPng();
  image.free();
  picture.free();
  return bytes;
}

async function load(): Promise<Uint8Array[]> {
  const { resolve } = createRequire(import.meta.url);
  await initWasm(readFileSync(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fonts = join(dirname(resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => readFileSync(join(fonts, name)));
}
