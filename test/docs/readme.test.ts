import { readAloud } from './read-aloud.ts';

readAloud(['README.md']);
