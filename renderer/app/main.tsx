import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '../ui/tokens.css';
import '../ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { desktopShell } from '../client/desktop-shell';
import { webShell } from '../client/web-shell';
import { Console } from './console';
import { followNativeAction } from './native-actions';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const { longlines: native } = window;
native?.onAction(followNativeAction);
createRoot(root).render(
  <StrictMode>
    <Console shell={native ? desktopShell(native) : webShell()} />
  </StrictMode>,
);
