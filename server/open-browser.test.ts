import { expect, test } from 'vitest';
import { browserOpener } from './open-browser';

test.each([
  ['darwin', {}, 'open'],
  ['win32', {}, 'rundll32'],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
] as const)('on %s with %j the browser is opened by %s', (platform, environment, program) => {
  expect(browserOpener(platform, environment)?.program).toBe(program);
});

test.each([{}, { DISPLAY: '' }])('without a display (%j) there is nobody to show it to', (environment) => {
  expect(browserOpener('linux', environment)).toBeNull();
});
