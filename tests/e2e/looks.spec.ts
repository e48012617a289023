import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Language } from '../../src/core/language.ts';
import { languages } from '../../src/core/language.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import { specToHash } from '../../src/experiment/url.ts';
import type { Translator } from '../../src/messages/translator.ts';
import { en, zh } from '../support/translator.ts';
import { faultsOfLooks } from './looks.ts';
import { madeResult, madeSpec } from './made-race.ts';
import { expect, numberIn, test } from './page.ts';

/** With PICTURES=folder the page is shown in more windows, light and dark, and pictures of it are written there. */
const { PICTURES: folder } = process.env;

interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly projector: boolean;
}

const view = (name: string, width: number, height: number): View => ({
  name,
  width,
  height,
  projector: name === 'projector',
});
const views: readonly View[] = [
  view('1280', 1280, 800),
  ...(folder === undefined ? [] : [view('1440', 1440, 900), view('1920', 1920, 1080)]),
  view('phone', 390, 844),
  view('projector', 1920, 1080),
];
const translators: Readonly<Record<Language, Translator>> = { en, zh };

/** The page in one language: shows it in a window, and looks at it. */
class Looker {
  readonly page: Page;
  readonly t: Translator;
  readonly faults: string[] = [];
  readonly #language: Language;
  #view: View = views[0] as View;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.#language = language;
    this.t = translators[language];
  }

  get isPhone(): boolean {
    return this.#view.name === 'phone';
  }

  get isProjector(): boolean {
    return this.#view.projector;
  }

  /** A button of the transport. */
  button(name: 'train' | 'pause' | 'again'): Locator {
    const region = this.page.getByRole('region', { name: this.t('shell.transport.name') });
    return region.getByRole('button', { name: this.t(`shell.transport.${name}`), exact: true });
  }

  get results(): Locator {
    return this.page.getByRole('region', { name: this.t('results.label'), exact: true });
  }

  async open(hash: string): Promise<void> {
    await this.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await this.page.setViewportSize(this.#view);
    await this.page.goto('about:blank');
    await this.page.goto(`./?lang=${this.#language}${hash}`);
    await expect(this.button('train')).toBeEnabled();
  }

  /** Opens a file as a person chooses one. */
  async import(name: string, text: string): Promise<void> {
    const file = { name, mimeType: 'application/json', buffer: Buffer.from(text) };
    await this.page.locator('input[type="file"][accept*=".json"]').first().setInputFiles(file);
  }

  /** In each window, from a state that is the same in all. */
  async inEachView(show: () => Promise<void>): Promise<void> {
    for (const shown of views) {
      this.#view = shown;
      await this.page.setViewportSize(shown);
      const isProjector = (await this.page.locator('html[data-display="projector"]').count()) > 0;
      if (isProjector !== shown.projector) await this.page.keyboard.press('p');
      await this.goTo('train');
      await show();
    }
    if (this.isProjector) await this.page.keyboard.press('p');
    this.#view = views[0] as View;
    await this.page.setViewportSize(this.#view);
  }

  /**
   * Checks the page as it stands. Where pictures are asked for, takes one in each scheme: of what is shown in one alone,
   * only in two of the windows.
   */
  async look(state: string, schemes: readonly ('light' | 'dark')[] = ['light']): Promise<void> {
    const { name } = this.#view;
    await this.page.mouse.move(0, 0); // a lane under the pointer fades the others
    await atRest(this.page);
    const faults = await faultsOfLooks(this.page);
    this.faults.push(...faults.map((fault) => `${name}, ${state}: ${fault}`));
    const isSaved = schemes.length > 1 || name === '1280' || name === 'phone';
    if (folder === undefined || !isSaved) return;
    for (const colorScheme of schemes) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.waitForTimeout(200); // canvases are drawn a frame or two later
      const file = `${this.#language}-${state}-${name}-${colorScheme}.png`;
      await this.page.screenshot({ path: join(folder, file) });
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  /** Shows one of the tabs of a phone; elsewhere all is on one page. */
  async goTo(tab: 'train' | 'lanes' | 'setup'): Promise<void> {
    if (!this.isPhone) return;
    const name = this.t(`shell.landmark.${tab}`, { count: 4 });
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Steps a second: so few that the race outlasts the test. */
  async chooseSpeed(steps: number): Promise<void> {
    const { page, t } = this;
    await page.getByRole('button', { name: startsWith(t('shell.speed.label', { speed: '' })) }).click();
    await page.getByRole('menuitemradio', { name: t('shell.speed.steps', { steps }), exact: true }).click();
  }

  /** Looks at what a button opens, and closes it. */
  async lookInto(name: string | RegExp, role: 'menu' | 'dialog', state: string): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
    const opened = this.page.getByRole(role).first();
    await expect(opened).toBeVisible();
    await this.look(state);
    await this.page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
  }
}

/** Waits until nothing has moved for some frames: what is drawn for its room is drawn anew once that has changed. */
const atRest = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let before = '';
        let still = 0;
        let frames = 0;
        const look = (): void => {
          const boxes = [...document.querySelectorAll('main *, aside *')].map((element) => {
            const { x, y, width } = element.getBoundingClientRect();
            return [x, y, width].map(Math.round).join();
          });
          const now = boxes.join(' ');
          still = now === before ? still + 1 : 0;
          before = now;
          frames++;
          if (still >= 10 || frames >= 120) resolve();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );

const bothSchemes = ['light', 'dark'] as const;

test.setTimeout(folder === undefined ? 180_000 : 900_000);

for (const language of languages) {
  test(`before training nothing is cut, over other text or beside the window (${language})`, async ({
    page,
  }) => {
    const looker = new Looker(page, language);
    const { t } = looker;
    await looker.open(specToHash(madeSpec()));
    await looker.inEachView(async () => {
      await looker.look('idle', bothSchemes);
      await looker.lookInto(t('shell.more.label'), 'menu', 'more');
      await looker.lookInto(startsWith(t('shell.presets.label', { experiment: '' })), 'menu', 'presets');
      await looker.goTo('setup');
      if (looker.isPhone) await looker.look('setup');
      if (!looker.isProjector) {
        for (const part of ['data', 'model', 'length', 'race'] as const)
          await looker.lookInto(startsWith(`${t(`settings.part.${part}`)} `), 'dialog', part);
      }
      await looker.goTo('lanes');
      if (looker.isPhone) await looker.look('lanes');
      await looker.lookInto(t('lanes.card.more', { lane: 'Nesterov' }), 'menu', 'lane-menu');
    });
    expect(looker.faults).toEqual([]);
  });

  test(`while a race is trained nothing is cut, over other text or beside the window (${language})`, async ({
    page,
  }) => {
    const looker = new Looker(page, language);
    const { t } = looker;
    const { lanes, data, model } = madeSpec();
    const training = { steps: 400, evalEvery: 20, target: { metric: 'validationAccuracy', value: 0.82 } };
    await looker.open(
      specToHash(parseSpec({ version: 2, name: 'what-momentum-buys', data, model, training, lanes })),
    );
    await looker.chooseSpeed(10);
    await looker.button('train').click();
    const count = page
      .getByRole('region', { name: t('shell.progress.name') })
      .locator('b')
      .first();
    await expect
      .poll(async () => numberIn(await count.innerText()), { timeout: 120_000 })
      .toBeGreaterThan(40);
    await looker.chooseSpeed(1);
    await expect(looker.button('pause')).toBeVisible();
    await looker.inEachView(async () => {
      await looker.look('running', bothSchemes);
      await looker.goTo('lanes');
      if (looker.isPhone) await looker.look('running-lanes');
    });
    expect(looker.faults).toEqual([]);
  });

  test(`in results and beside an error nothing is cut, over other text or beside the window (${language})`, async ({
    page,
  }) => {
    const looker = new Looker(page, language);
    await looker.open(specToHash(madeSpec()));
    const text = madeResult();
    await looker.import('result.json', text);
    await expect(looker.results.getByRole('tab', { selected: true })).toHaveText(
      looker.t('results.tabs.verdict'),
    );
    await looker.inEachView(async () => {
      for (const tab of await looker.results.getByRole('tab').all()) {
        await tab.click();
        const name = (await tab.getAttribute('id'))?.replace(/^.*-tab-/, '') ?? '';
        await looker.look(`results-${name}`, name === 'verdict' ? bothSchemes : ['light']);
      }
      await looker.results.getByRole('tab').first().click();
    });
    await looker.import('a-file-with-a-name-that-is-rather-long.json', text.replace('"seed":1', '"seed":-1'));
    const details = page.getByRole('alert').getByText(looker.t('shell.banner.details'));
    await details.click();
    await looker.inEachView(() => looker.look('error', bothSchemes));
    await looker.open('#v2.@@@');
    await expect(page.getByRole('alert')).toContainText(looker.t('files.link.damaged'));
    await looker.inEachView(() => looker.look('error-link', bothSchemes));
    expect(looker.faults).toEqual([]);
  });
}

const startsWith = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
