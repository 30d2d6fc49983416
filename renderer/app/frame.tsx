import { lazy, Suspense } from 'react';
import { useConnection } from '../client/use-client';
import { TerminalDock } from '../terminal/terminal-dock';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { useAddress } from './address';
import { ErrorBoundary } from './error-boundary';
import { useShell } from './shell-context';
import { SignIn } from './sign-in';
import classes from './frame.module.css';
import { FrameKeys } from './frame-keys';
import { Palette } from './palette';
import { Practise } from './practise';
import { Rail } from './rail';
import { firstScreen, screens } from './screens';
import { Settings } from './settings';
import { StatusBar } from './status-bar';
import { Strip } from './strip';
import { TopBar } from './top-bar';

const FieldPacks = lazy(async () => ({ default: (await import('../field/field-packs')).FieldPacks }));
const WizardScreen = lazy(async () => ({ default: (await import('../wizards/wizard-screen')).WizardScreen }));

/** What stands around every screen. */
export function Frame() {
  return (
    <div className={classes['frame']}>
      <a href="#main" className={classes['skip']} onClick={skipToMain}>
        Skip to the screen
      </a>
      <Rail />
      <TopBar />
      <Strip />
      <main id="main" tabIndex={-1} className={classes['main']}>
        <ScreenShown />
      </main>
      <TerminalDock />
      <StatusBar />
      <Palette />
      <FrameKeys />
    </div>
  );
}

function skipToMain(event: React.MouseEvent): void {
  // The address after the # is the screen: it is not to be changed.
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function ScreenShown() {
  const connection = useConnection();
  const { signIn } = useShell();
  const { screen } = useAddress();
  const id = screen === '' ? firstScreen : screen;
  if (connection.kind === 'refused' && signIn?.isNeededFor(connection.reason)) return <SignIn signIn={signIn} />;
  if (connection.kind === 'refused')
    return (
      <FailedPanel title="The host does not let this console in">
        <p>{connection.reason}</p>
      </FailedPanel>
    );
  if (id === 'settings') return <Settings />;
  if (id === 'practise') return <Practise />;
  const Shown = id === 'wizard' ? WizardScreen : id === 'field-packs' ? FieldPacks : screens.find((each) => each.id === id)?.component;
  if (!Shown)
    return (
      <EmptyPanel title={`There is no screen “${id.slice(0, 60)}”`}>
        <p>Choose one on the left, or find what you look for with Ctrl+K.</p>
      </EmptyPanel>
    );
  return (
    <ErrorBoundary key={id} what={`The screen ${id}`}>
      <Suspense fallback={<LoadingRows label="The screen is being loaded" />}>
        <Shown />
      </Suspense>
    </ErrorBoundary>
  );
}
