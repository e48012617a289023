import { charts } from './charts.ts';
import { common } from './common.ts';
import { data } from './data.ts';
import { engine } from './engine.ts';
import { experiment } from './experiment.ts';
import { files } from './files.ts';
import { glossary } from './glossary.ts';
import { lanes } from './lanes.ts';
import { models } from './models.ts';
import { optimizers } from './optimizers.ts';
import { presets } from './presets.ts';
import { race } from './race.ts';
import { schedules } from './schedules.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

/** Simplified Chinese, by area. */
export const messages = {
  common,
  shell,
  lanes,
  settings,
  experiment,
  presets,
  optimizers,
  schedules,
  models,
  data,
  charts,
  race,
  engine,
  files,
  glossary,
};
