import { PAGES } from './pages.ts';
import { readAloud } from './read-aloud.ts';

readAloud(PAGES.filter((page) => page !== 'README.md'));
