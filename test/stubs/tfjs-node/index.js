'use strict';
const core = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');

const refuse = (name) => () => {
  throw new Error(`${name} needs the native @tensorflow/tfjs-node, which this project replaces by a stub (see docs/adr/0003)`);
};

module.exports = { ...core, data: { csv: refuse('data.csv'), array: () => ({ batch: refuse('data.array().batch') }) } };
