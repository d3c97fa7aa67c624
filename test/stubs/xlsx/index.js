'use strict';
const refuse = () => {
  throw new Error('spreadsheets are not supported: xlsx is a stub here (see docs/adr/0003)');
};
module.exports = { read: refuse, utils: {}, write: refuse, writeFile: refuse };
