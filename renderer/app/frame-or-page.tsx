import { lazy, Suspense } from 'react';
import { LoadingRows } from '../ui/panel-state';
import { useAddress } from './address';
import { ErrorBoundary } from './error-boundary';
import { Frame } from './frame';

const PrintPage = lazy(async () => ({ default: (await import('../print/print-page')).PrintPage }));

/** The console in its frame, or a page to be printed, which has none. */
export function FrameOrPage() {
  const { screen } = useAddress();
  if (screen !== 'print') return <Frame />;
  return (
    <ErrorBoundary what="The page to print">
      <Suspense fallback={<LoadingRows label="The page is being loaded" />}>
        <PrintPage />
      </Suspense>
    </ErrorBoundary>
  );
}
