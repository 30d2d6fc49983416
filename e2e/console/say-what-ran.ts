import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { desktopRuntime } from './machine';

/** Says in which shells the stories ran: where Electron's runtime is not, its stand-in took its place. */
export default class SayWhatRan implements Reporter {
  private projects: readonly string[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.projects = suite.suites.filter((project) => project.allTests().length > 0).map(({ title }) => title);
  }

  onEnd(): void {
    for (const project of this.projects)
      process.stdout.write(`${project}: ${project === 'desktop' ? desktopRuntime().words : 'Chromium, served by longlines serve'}\n`);
  }

  printsToStdio = (): boolean => false;
}
