import { DARK, LIGHT, type Palette } from '../palette.ts';

const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, color]) => `--${name}:${color};`)
    .join('');

/** Five steps of colour for gains and for losses, weak enough for text to stand on. */
const HEAT = [1, 2, 3, 4, 5]
  .map(
    (step) =>
      `.u${step}{background:color-mix(in srgb,var(--up) ${step * 8}%,transparent)}.d${step}{background:color-mix(in srgb,var(--down) ${step * 8}%,transparent)}`,
  )
  .join('\n');

/** The style of a page: calm, legible, light or dark as the reader's system is or as the reader chose, and black on white in print. */
export const STYLE = `
:root { color-scheme: light; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; ${variables(DARK)} } }
:root[data-theme="dark"] { color-scheme: dark; ${variables(DARK)} }
* { box-sizing: border-box; }
html { scroll-padding-top: 56px; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main, .bar > div { max-width: 1220px; margin: 0 auto; padding: 0 20px; }
main { padding-top: 22px; padding-bottom: 40px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 12px; top: 8px; z-index: 3; background: var(--card); padding: 6px 12px; border-radius: 6px; }
.bar { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--line); }
.bar > div { display: flex; align-items: center; gap: 12px; min-height: 44px; }
.bar nav { display: flex; gap: 2px; overflow-x: auto; flex: 1; min-width: 0; scrollbar-width: none; }
.bar a { color: var(--soft); text-decoration: none; font-size: 14px; padding: 5px 9px; border-radius: 6px; white-space: nowrap; }
.bar a:hover { color: var(--ink); background: var(--ground); }
h1 { font-size: 25px; line-height: 1.25; margin: 0 0 2px; }
h1 small { font-size: 15px; font-weight: 400; color: var(--soft); margin-left: 6px; }
h2 { font-size: 16px; margin: 0; }
h3 { font-size: 14px; margin: 14px 0 4px; }
.head + h3, .metrics h3 { margin-top: 0; }
p { margin: 8px 0; }
p, li, dt, h1, h2, h3 { overflow-wrap: anywhere; }
.quiet, .sub { color: var(--soft); }
.sub { margin: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; margin-top: 16px; min-width: 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 430px), 1fr)); gap: 16px; margin-top: 16px; }
.pair > .card { margin-top: 0; }
.head { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; justify-content: space-between; margin-bottom: 8px; }
.notice { background: var(--notice); border-left: 4px solid var(--edge); }
.notice ul { margin: 6px 0 0; padding-left: 20px; }
.notice li { margin: 2px 0; }
.key { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin-top: 16px; }
.key div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; min-width: 0; }
.key span, .key em { display: block; font-size: 13px; font-style: normal; color: var(--soft); }
.key strong { display: block; font-size: 21px; line-height: 1.3; font-weight: 600; white-space: nowrap; }
.up { color: var(--up); } .down { color: var(--down); }
.live { display: none; }
.js .live { display: block; } .js .live.row { display: flex; } .js .still { display: none; }
.chart { height: 400px; border-radius: 4px; }
.chart.tall { height: 470px; }
.fit { container-type: inline-size; }
.fit svg { display: block; width: 100%; height: auto; }
.fit .narrow { display: none; }
@container (max-width: 450px) { .fit .narrow { display: block; } .fit .narrow + .wide { display: none; } }
figure { margin: 0; }
figcaption { margin-bottom: 8px; }
.tools .note { margin: 0; }
.note { font-size: 13px; color: var(--soft); margin: 6px 0 0; }
.legend { font-size: 13px; color: var(--soft); min-height: 20px; }
.legend b { color: var(--ink); font-weight: 600; }
.legend > span { display: inline-block; margin-right: 14px; }
.key-line { display: inline-block; width: 14px; height: 3px; border-radius: 2px; margin-right: 5px; vertical-align: middle; }
.tools { display: flex; gap: 6px 8px; align-items: center; flex-wrap: wrap; }
button, select, input { font: inherit; font-size: 13px; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 4px 10px; max-width: 100%; min-height: 30px; }
button { cursor: pointer; }
button:hover:enabled { border-color: var(--accent); }
button:disabled { color: var(--soft); cursor: default; }
button[aria-pressed="true"] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
input::placeholder { color: var(--soft); opacity: 1; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll { overflow: auto; max-height: 700px; }
.scroll.whole { max-height: none; }
.scroll th:first-child, .scroll td:first-child { position: sticky; left: 0; background: var(--card); z-index: 1; }
.scroll thead th:first-child { z-index: 2; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; font-weight: 600; padding: 10px 0 4px; }
th { text-align: left; font-weight: 600; color: var(--soft); background: var(--card); }
thead th { position: sticky; top: 0; z-index: 1; box-shadow: inset 0 -1px var(--line); vertical-align: bottom; }
th, td { padding: 5px 8px; white-space: nowrap; }
#windows table { font-size: 13px; } #trips table { font-size: 13.5px; } #trips th, #trips td { padding: 4px 6px; }
td, tbody th { border-bottom: 1px solid var(--grid); }
tbody th { font-weight: 500; color: var(--ink); }
.num { text-align: right; }
table:not(.months) tbody tr:hover > *, .scroll tbody tr:hover > :first-child { background: var(--ground); }
tbody tr.chosen > *, .scroll tbody tr.chosen > :first-child { background: color-mix(in srgb, var(--accent) 12%, var(--card)); }
th button { all: unset; cursor: pointer; border-radius: 3px; }
th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
th button::after { content: "\\2195"; opacity: 0.45; margin-left: 3px; font-size: 11px; }
th[aria-sort="ascending"] button::after { content: "\\2191"; opacity: 1; } th[aria-sort="descending"] button::after { content: "\\2193"; opacity: 1; }
.go { min-width: 44px; min-height: 26px; padding: 0 6px; }
.months { text-align: center; font-size: 13px; }
.months th, .months td { padding: 4px 2px; text-align: center; border: 1px solid var(--card); min-width: 40px; }
.months td:last-child { font-weight: 600; }
${HEAT}
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 4px 28px; }
.key.five { grid-template-columns: repeat(5, 1fr); } .key.six { grid-template-columns: repeat(6, 1fr); } .key.five em, .key.six em { line-height: 1.3; }
.tools label { font-size: 13px; color: var(--soft); }
.words { white-space: normal; min-width: 240px; }
.draw svg { display: block; width: 100%; height: auto; }
.draw:empty::after { content: "Drawn by a program of this page, which does not run here."; color: var(--soft); font-size: 13px; }
.cell { stroke: var(--card); stroke-width: 1; }
.metrics { columns: 3; column-gap: 36px; margin: 6px 0 0; }
.metrics section { break-inside: avoid; margin-bottom: 14px; }
.metrics dl { margin: 0; }
.metrics dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; padding: 4px 0; border-bottom: 1px solid var(--grid); }
.metrics dt { color: var(--soft); } .metrics dd { margin: 0; font-weight: 500; text-align: right; }
.metrics dd small { display: block; font-weight: 400; font-size: 12px; color: var(--soft); }
.differs > *, .scroll .differs > :first-child { background: color-mix(in srgb, var(--edge) 12%, var(--card)); }
pre { margin: 10px 0 0; padding: 12px 14px; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; overflow: auto; max-height: 520px; font-size: 13px; line-height: 1.45; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
details summary { cursor: pointer; }
#money details { margin-top: 12px; } #money summary { font-size: 14px; font-weight: 600; }
footer { margin-top: 22px; font-size: 13px; color: var(--soft); }
a { color: var(--accent); }
@media (max-width: 1000px) { .metrics { columns: 2; } .key.five, .key.six { grid-template-columns: repeat(3, 1fr); } }
@media (max-width: 640px) {
  main, .bar > div { padding-left: 12px; padding-right: 12px; } .card { padding: 12px; } .metrics { columns: 1; }
  .chart, .chart.tall { height: 340px; } .key, .key.five, .key.six { grid-template-columns: 1fr 1fr; gap: 8px; } .key strong { font-size: 18px; } h1 { font-size: 21px; }
}
@media print {
  @page { margin: 12mm; }
  :root, :root[data-theme="dark"], :root:not([data-theme="light"]) { color-scheme: light; ${variables(LIGHT)} }
  body { background: none; font-size: 12px; } main { max-width: none; padding: 0; } table { font-size: 11px; }
  .bar, .tools, .skip, .live, .js .live, .js .live.row { display: none; } .js .still { display: block; }
  .card, .key div { break-inside: avoid; border-radius: 0; padding: 10px 0; border: 0; border-top: 1px solid var(--line); }
  .card.long { break-inside: auto; } .notice { padding-left: 12px; border-left: 4px solid var(--edge); }
  .pair { grid-template-columns: 1fr 1fr; } .key { grid-template-columns: repeat(4, 1fr); }
  .scroll, pre { max-height: none; overflow: visible; } pre { white-space: pre-wrap; } .metrics { columns: 3; }
  thead { display: table-header-group; } tr { break-inside: avoid; } th, td { padding: 3px 5px; }
  #trips table { font-size: 9.5px; } #trips th, #trips td { padding: 2px 3px; } th button::after { content: none; }
  .metrics dl div { font-size: 11px; } .go { all: unset; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
