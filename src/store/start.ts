import { toErrorReport } from '../core/errors.ts';
import { presetById, softwarePresetId } from '../experiment/presets.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import { isLongLink, specFromHash } from '../experiment/url.ts';
import { isSlow } from './adapter.ts';
import { readAddress } from './address.ts';
import { useApp } from './app.ts';
import { readElsewhere } from './elsewhere.ts';
import { firstLanguage } from './language.ts';
import { writeLink } from './link.ts';
import { connect, openExperiment } from './opening.ts';
import { setSpeed } from './transport.ts';
import { watchUnload } from './unsaved.ts';
import { readView } from './view.ts';

/** Reads the stored view, the language and the link, starts the worker, and opens the first experiment. Called once. */
export async function startApp(): Promise<void> {
  useApp.setState({ view: readView() });
  useApp.setState({ language: firstLanguage() });
  const linked = await readLink();
  if (linked) useApp.setState({ spec: linked, presetId: null });
  watchVisibility();
  watchUnload();
  watchConnection();
  useApp.subscribe(({ view }, before) => {
    if (view.speed !== before.view.speed) setSpeed(view.speed);
  });
  addEventListener('hashchange', () => {
    void readLink().then((spec) => {
      if (spec) void openLinked(spec);
    });
  });
  const { backend, error: addressError } = readAddress(location.search);
  useApp.setState({ addressError });
  const adapter = await connect(backend);
  if (adapter === null) return;
  const narrow = presetById(softwarePresetId);
  const { spec, presetId, specError } = useApp.getState();
  const opened =
    !linked && isSlow(adapter) && narrow
      ? openExperiment(narrow.spec, narrow.id, true)
      : openExperiment(spec, presetId, true);
  useApp.setState({ specError }); // opening closed it; a refused link is shown at once, not only after the network is built
  await opened;
}

/** Opens an experiment whose link was put into the address; where the run stays, so does its link. */
async function openLinked(spec: ExperimentSpec): Promise<void> {
  if (!(await openExperiment(spec, null, true))) writeLink(useApp.getState().spec);
}

/** A long link is read in a worker of its own. */
async function readLink(): Promise<ExperimentSpec | null> {
  const { hash } = location;
  try {
    if (!isLongLink(hash)) return specFromHash(hash);
    const spec = await readElsewhere({ kind: 'link', hash });
    return hash === location.hash ? spec : null; // another link has come since
  } catch (error) {
    useApp.setState({ specError: toErrorReport(error) });
    return null;
  }
}

function watchConnection(): void {
  const updateOffline = () => useApp.setState({ isOffline: !navigator.onLine });
  updateOffline();
  addEventListener('online', updateOffline);
  addEventListener('offline', updateOffline);
}

function watchVisibility(): void {
  let stepWhenHidden: number | null = null;
  document.addEventListener('visibilitychange', () => {
    const { run } = useApp.getState();
    if (document.hidden) {
      stepWhenHidden = run.state === 'running' ? run.step : null;
      useApp.setState({ trainedHidden: false });
    } else if (stepWhenHidden !== null && run.step > stepWhenHidden) {
      useApp.setState({ trainedHidden: true });
    }
  });
}
