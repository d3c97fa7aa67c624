/** The style of a result page: calm, legible, light or dark as the reader's system is. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #ffffff; --line: #e3e6eb; --grid: #eef0f3; --ink: #1b2430; --soft: #5b6675;
  --accent: #2457c5; --accent-fill: rgba(36, 87, 197, 0.14); --hold: #8a94a3;
  --up: #0f7b5f; --down: #c0392f; --down-fill: rgba(192, 57, 47, 0.22); --warn-line: #d9a21b; --warn: #fdf7e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10141a; --card: #171c24; --line: #2a313c; --grid: #222933; --ink: #e4e9f0; --soft: #9aa5b4;
    --accent: #7ba7ff; --accent-fill: rgba(123, 167, 255, 0.16); --hold: #7c8797;
    --up: #4cc9a0; --down: #f08379; --down-fill: rgba(240, 131, 121, 0.24); --warn-line: #c9982a; --warn: #2a2414;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 40px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 2px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 0; }
p { margin: 8px 0; }
.quiet, .sub { color: var(--soft); }
.sub { margin: 0; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; margin-top: 16px; min-width: 0; }
.head { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; justify-content: space-between; margin-bottom: 10px; }
.notice { background: var(--warn); border-color: var(--line); border-left: 4px solid var(--warn-line); }
.notice ul { margin: 6px 0 0; padding-left: 20px; }
.notice li { overflow-wrap: anywhere; }
.key { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 18px; }
.key div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
.key span { display: block; font-size: 13px; color: var(--soft); }
.key strong { display: block; font-size: 20px; font-weight: 600; white-space: nowrap; }
.up { color: var(--up); } .down { color: var(--down); }
.chart { height: 420px; }
.chart.tall { height: 460px; }
.legend { font-size: 13px; color: var(--soft); min-height: 20px; }
.legend b { color: var(--ink); font-weight: 600; }
#equity-now span, #price-now span { display: inline-block; margin-right: 14px; }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin: 0 5px 0 12px; }
.dot:first-child { margin-left: 0; }
.tools { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }
button, select { font: inherit; font-size: 13px; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 3px 10px; max-width: 100%; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
button:focus-visible, select:focus-visible, .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.go { min-width: 38px; padding: 0 6px; }
.metrics { columns: 3; column-gap: 36px; margin: 6px 0 0; }
.metrics div { display: flex; justify-content: space-between; gap: 12px; padding: 5px 0; border-bottom: 1px solid var(--grid); break-inside: avoid; }
.metrics dt { color: var(--soft); } .metrics dd { margin: 0; font-weight: 500; text-align: right; white-space: nowrap; }
.scroll { overflow: auto; max-height: 560px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; font-weight: 600; color: var(--soft); position: sticky; top: 0; background: var(--card); box-shadow: inset 0 -1px var(--line); }
th, td { padding: 6px 8px; white-space: nowrap; }
td { border-bottom: 1px solid var(--grid); }
.num { text-align: right; }
tbody tr:hover td { background: var(--ground); }
pre { margin: 10px 0 0; padding: 12px 14px; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; overflow: auto; max-height: 520px; font-size: 13px; line-height: 1.45; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
footer { margin-top: 22px; font-size: 13px; color: var(--soft); }
a { color: var(--accent); }
@media (max-width: 900px) { .metrics { columns: 2; } }
@media (max-width: 600px) { main { padding: 18px 12px 28px; } .metrics { columns: 1; } .chart, .chart.tall { height: 340px; } .card { padding: 12px; } }
@media print { body { background: none; } .card { break-inside: avoid; } .scroll, pre { max-height: none; overflow: visible; } .tools { display: none; } }
`;
