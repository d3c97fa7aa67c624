/** A thread that runs the bare floor over W2's bars, again and again, for so many milliseconds: how often it came round. */
import { parentPort, workerData } from 'node:worker_threads';
import { floorOne } from './floor.mjs';
import { walk } from './series.mjs';

const columns = walk(100_000, 42);
for (let k = 0; k < 50; k++) floorOne(columns);
parentPort.postMessage('ready');
parentPort.once('message', () => {
  const until = performance.now() + workerData;
  let count = 0;
  for (; performance.now() < until; count++) floorOne(columns);
  parentPort.postMessage(count);
});
