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

/** English, by area: what is first needed in a part of the page that is loaded later. */
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
