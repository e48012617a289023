import type {
  CSSVariablesResolver,
  DrawerProps,
  ModalProps,
  SegmentedControlProps,
  SwitchProps,
} from '@mantine/core';
import { ActionIcon, Button, colorsTuple, createTheme, Menu, Popover, Tooltip } from '@mantine/core';
import classes from './theme.module.css';

/** Heights, sides and type of the buttons, in rem: small in tables, medium in cards, large in the run bar. */
const buttonSizes: Readonly<Record<string, { height: number; side: number; font: string }>> = {
  xs: { height: 1.625, side: 0.5, font: 'var(--fs-1)' },
  sm: { height: 2, side: 0.75, font: 'var(--fs-2)' },
  md: { height: 2.25, side: 0.875, font: 'var(--fs-3)' },
  lg: { height: 2.75, side: 1.25, font: 'var(--fs-4)' },
};
const iconSizes: Readonly<Record<string, string>> = {
  xs: '1.375rem',
  sm: '1.625rem',
  md: '2rem',
  lg: '2.25rem',
  xl: '2.75rem',
};

// Mantine's components take from `gray` in the light scheme and from `dark` in the dark one, which run opposite ways.
const pageToText = [
  'sunken',
  'hover',
  'line',
  'line-strong',
  'line-strong',
  'control-line',
  'faint',
  'muted',
  'muted',
  'text',
].map(token);
const textToPage = [
  'text',
  'text',
  'muted',
  'faint',
  'line-strong',
  'hover',
  'panel',
  'panel',
  'bg',
  'bg',
].map(token);

/** The id of the landmark that menus, popovers and tooltips open into: what lies outside of all landmarks is hard to find. */
export const overlaysId = 'overlays';

const portalProps = { target: `#${overlaysId}` };
const floating = { portalProps, radius: 'lg', shadow: 'lg', transitionProps: { duration: 0 } } as const;

/** Of components that the page loads after it can train: named here, not imported. */
const deferredComponents = {
  Modal: {
    defaultProps: {
      portalProps,
      radius: 'lg',
      shadow: 'lg',
      centered: true,
      transitionProps: { duration: 0 },
    } satisfies Partial<ModalProps>,
    classNames: {
      content: classes.sheet,
      header: classes.sheet,
      title: classes.title,
      overlay: classes.overlay,
    } satisfies ModalProps['classNames'],
  },
  Drawer: {
    defaultProps: { portalProps, transitionProps: { duration: 0 } } satisfies Partial<DrawerProps>,
    classNames: {
      content: classes.sheet,
      header: classes.sheet,
      title: classes.title,
    } satisfies DrawerProps['classNames'],
  },
  SegmentedControl: {
    classNames: {
      root: classes.segments,
      indicator: classes.indicator,
      label: classes.segment,
    } satisfies SegmentedControlProps['classNames'],
  },
  Switch: {
    classNames: { input: classes.input, track: classes.track } satisfies SwitchProps['classNames'],
  },
} as const;

/** Mantine drawn with the tokens of tokens.css. Colours are variables, so one theme serves light and dark. */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  colors: {
    iris: colorsTuple('var(--accent)'),
    gray: colorsTuple(pageToText),
    dark: colorsTuple(textToPage),
  },
  black: 'var(--text)',
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: {
    xs: 'var(--fs-1)',
    sm: 'var(--fs-2)',
    md: 'var(--fs-3)',
    lg: 'var(--fs-4)',
    xl: 'var(--fs-5)',
  },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  lineHeights: { xs: '1.3', sm: '1.4', md: '1.45', lg: '1.4', xl: '1.3' },
  radius: { xs: '2px', sm: 'var(--r-1)', md: 'var(--r-2)', lg: 'var(--r-3)', xl: '99px' },
  defaultRadius: 'md',
  spacing: { xs: '.5rem', sm: '.75rem', md: '1rem', lg: '1.25rem', xl: '2rem' },
  shadows: {
    xs: 'var(--shadow-1)',
    sm: 'var(--shadow-1)',
    md: 'var(--shadow-2)',
    lg: 'var(--shadow-2)',
    xl: 'var(--shadow-2)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  activeClassName: '',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm', variant: 'default' },
      classNames: { root: classes.button, section: classes.section },
      vars: (_theme, { size }) => {
        const sizes = buttonSizes[size ?? 'sm'];
        if (!sizes) return { root: {} };
        const { height, side, font } = sizes;
        return {
          root: {
            '--button-height': `${height}rem`,
            '--button-padding-x': `${side}rem`,
            '--button-fz': font,
          },
        };
      },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { size: 'md', variant: 'subtle', color: 'gray' },
      classNames: { root: classes.button },
      vars: (_theme, { size }) => {
        const sizes = iconSizes[String(size ?? 'md')];
        return { root: sizes ? { '--ai-size': sizes } : {} };
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { portalProps, openDelay: 400, transitionProps: { duration: 0 }, radius: 'sm' },
      classNames: { tooltip: classes.tooltip },
    }),
    // Mantine moves the focus to an empty element first, which no menu may contain; so to the first item
    Menu: Menu.extend({
      defaultProps: {
        ...floating,
        position: 'bottom-end',
        offset: 6,
        withInitialFocusPlaceholder: false,
        menuItemTabIndex: 0,
      },
      classNames: { dropdown: classes.dropdown, item: classes.item },
    }),
    Popover: Popover.extend({
      defaultProps: { ...floating, offset: 6 },
      classNames: { dropdown: classes.dropdown },
    }),
    ...deferredComponents,
  },
});

const schemeColors = {
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-error': 'var(--bad-text)',
  '--mantine-color-success': 'var(--good-text)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--faint)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-iris-filled': 'var(--accent)',
  '--mantine-color-iris-filled-hover': 'var(--accent-hover)',
  '--mantine-color-iris-light': 'var(--accent-soft)',
  '--mantine-color-iris-light-hover': 'color-mix(in srgb, var(--accent) 12%, var(--accent-soft))',
  '--mantine-color-iris-light-color': 'var(--accent-text)',
  '--mantine-color-iris-text': 'var(--accent-text)',
  '--mantine-color-iris-outline': 'var(--accent)',
  '--mantine-color-gray-light': 'var(--hover)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--muted)',
};

/** Hands Mantine the tokens it names by variable; the same in both schemes, for the tokens themselves change. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeColors,
  dark: schemeColors,
});

function token(name: string): string {
  return `var(--${name})`;
}
