'use strict';
module.exports = () => {
  throw new Error('reading a DataFrame from a URL is not supported: request is a stub here (see docs/adr/0003)');
};
