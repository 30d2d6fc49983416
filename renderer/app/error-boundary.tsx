import { Button } from '@mantine/core';
import { Component } from 'react';
import { FailedPanel } from '../ui/panel-state';

interface Props {
  /** For people: what failed. */
  readonly what: string;
  readonly children: React.ReactNode;
}

/** A fault of one screen takes no other with it, and says what it was. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override readonly state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error('something that is no error was thrown', { cause: error }) };
  }

  override render(): React.ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <FailedPanel
        title={`${this.props.what} could not be shown`}
        actions={
          <Button
            variant="filled"
            onClick={() => {
              this.setState({ error: null });
            }}
          >
            Show it again
          </Button>
        }
      >
        <p>{error.message}</p>
        <p>This is a fault of the console; nothing was done to the network by it. The other screens go on.</p>
      </FailedPanel>
    );
  }
}
