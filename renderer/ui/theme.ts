import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  Menu,
  Modal,
  Notification,
  Radio,
  Select,
  Tooltip,
  type CSSVariablesResolver,
  type VariantColorsResolver,
} from '@mantine/core';

/** The one primary act of a panel is filled with ink; what is destructive has the critical tone. Every other variant is Mantine's, on the tokens. */
const variantColorResolver: VariantColorsResolver = (input) => {
  if (input.variant === 'filled' && input.color === 'red')
    return tones('var(--ll-critical-fg)', 'var(--ll-critical-fg)', 'var(--ll-critical-on)');
  if (input.variant === 'filled') return tones('var(--ll-accent)', 'var(--ll-accent-hover)', 'var(--ll-accent-text)');
  if (input.variant === 'subtle') return tones('transparent', 'var(--ll-surface-3)', 'var(--ll-text-2)');
  if (input.variant === 'light') return tones('var(--ll-surface-2)', 'var(--ll-surface-3)', 'var(--ll-text-1)');
  return defaultVariantColorsResolver(input);
};

const tones = (background: string, hover: string, color: string) => ({ background, hover, color, border: '1px solid transparent' });

/** Mantine on the console's tokens (`tokens.css`): its components take colours and sizes from there, in all three themes. */
export const theme = createTheme({
  variantColorResolver,
  fontFamily: 'var(--ll-font)',
  fontFamilyMonospace: 'var(--ll-mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '16px' }, h2: { fontSize: '13px' }, h3: { fontSize: '12px' } } },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default' },
      vars: () => ({ root: { '--button-height': 'var(--ll-control)', '--button-padding-x': '10px', '--button-fz': '12px' } }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', size: 'input-xs', color: 'gray' },
      vars: () => ({ root: { '--ai-size': 'var(--ll-control)' } }),
    }),
    Input: Input.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({ wrapper: { '--input-height': 'var(--ll-control)', '--input-fz': '12px' } }),
    }),
    // Marks on what is filled with ink.
    Checkbox: Checkbox.extend({ vars: () => ({ root: { '--checkbox-icon-color': 'var(--ll-accent-text)' } }) }),
    Radio: Radio.extend({ vars: () => ({ root: { '--radio-icon-color': 'var(--ll-accent-text)' } }) }),
    Select: Select.extend({ defaultProps: { size: 'xs', checkIconPosition: 'right' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false, fz: 'sm', multiline: true, maw: 360 } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end' } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        overlayProps: { backgroundOpacity: 0.5 },
        transitionProps: { duration: 120 },
      },
    }),
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-shadow-xs': 'none',
    '--mantine-shadow-sm': 'var(--ll-shadow)',
    '--mantine-shadow-md': 'var(--ll-shadow)',
    '--mantine-shadow-xl': 'var(--ll-shadow)',
  },
  // The same for both: the tokens change by the theme, which is an attribute of the document.
  light: schemeVariables,
  dark: schemeVariables,
});

const schemeVariables: Record<string, string> = {
  '--mantine-color-body': 'var(--ll-surface-0)',
  '--mantine-color-text': 'var(--ll-text-1)',
  '--mantine-color-bright': 'var(--ll-text-1)',
  '--mantine-color-dimmed': 'var(--ll-text-3)',
  '--mantine-color-placeholder': 'var(--ll-text-3)',
  '--mantine-color-error': 'var(--ll-critical-fg)',
  '--mantine-color-default': 'var(--ll-surface-2)',
  '--mantine-color-default-hover': 'var(--ll-surface-3)',
  '--mantine-color-default-color': 'var(--ll-text-1)',
  '--mantine-color-default-border': 'var(--ll-border-2)',
  '--mantine-color-disabled': 'var(--ll-surface-1)',
  '--mantine-color-disabled-color': 'var(--ll-text-3)',
  '--mantine-color-disabled-border': 'var(--ll-border-1)',
  '--mantine-color-anchor': 'var(--ll-accent)',
  '--mantine-primary-color-filled': 'var(--ll-accent)',
  '--mantine-primary-color-filled-hover': 'var(--ll-accent-hover)',
  '--mantine-primary-color-contrast': 'var(--ll-accent-text)',
  '--mantine-primary-color-light': 'var(--ll-selection-bg)',
  '--mantine-primary-color-light-hover': 'var(--ll-surface-3)',
  '--mantine-primary-color-light-color': 'var(--ll-text-1)',
  '--mantine-color-blue-filled': 'var(--ll-accent)',
  '--mantine-color-blue-filled-hover': 'var(--ll-accent-hover)',
  '--mantine-color-blue-light': 'var(--ll-selection-bg)',
  '--mantine-color-blue-light-hover': 'var(--ll-surface-3)',
  '--mantine-color-blue-light-color': 'var(--ll-text-1)',
  '--mantine-color-gray-light-hover': 'var(--ll-surface-3)',
  '--mantine-color-gray-light-color': 'var(--ll-text-2)',
  // What components take from the scale of the dark scheme: fields, tracks, boxes, tabs, menus.
  '--mantine-color-dark-0': 'var(--ll-text-1)',
  '--mantine-color-dark-1': 'var(--ll-text-2)',
  '--mantine-color-dark-2': 'var(--ll-text-3)',
  '--mantine-color-dark-3': 'var(--ll-border-3)',
  '--mantine-color-dark-4': 'var(--ll-border-2)',
  '--mantine-color-dark-5': 'var(--ll-surface-3)',
  '--mantine-color-dark-6': 'var(--ll-surface-2)',
  '--mantine-color-dark-7': 'var(--ll-surface-1)',
  '--mantine-color-dark-8': 'var(--ll-surface-1)',
  '--mantine-color-dark-9': 'var(--ll-surface-0)',
};
