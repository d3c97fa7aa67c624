import { afterAll } from 'vitest';
import { tidyUp } from './finally.ts';

// Here and not where things are made: a module that several files of tests share is imported once, this file for each of them.
afterAll(tidyUp);
