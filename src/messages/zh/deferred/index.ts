import { charts } from './charts.ts';
import { cli } from './cli.ts';
import { diagnostics } from './diagnostics.ts';
import { errors } from './errors.ts';
import { lanes } from './lanes.ts';
import { race } from './race.ts';
import { results } from './results.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { verdict } from './verdict.ts';

/** The same in Chinese. */
export const messages = {
  shell,
  lanes,
  settings,
  charts,
  race,
  results,
  verdict,
  diagnostics,
  errors,
  cli,
};
