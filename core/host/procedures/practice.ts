import { answer, done, failed, refused, type Handlers } from './serving';

const none = failed('needs-host', 'only a console has a network to practise on: start "longlines serve" or the desktop, and ask there');

export const practiceHandlers: Handlers<'practice.state' | 'practice.start' | 'practice.stop' | 'practice.break' | 'practice.repair'> = {
  async 'practice.state'({ practice }) {
    return practice ? answer(practice.shown()) : none;
  },
  async 'practice.start'({ practice }, { isFresh }, { onProgress }) {
    if (!practice) return none;
    const outcome = await practice.start(isFresh, onProgress);
    return outcome.kind === 'done' ? answer(practice.shown()) : refused(outcome);
  },
  async 'practice.stop'({ practice }) {
    if (!practice) return none;
    practice.stop();
    return answer(practice.shown());
  },
  async 'practice.break'({ practice }, fault) {
    if (!practice) return none;
    const outcome = await practice.disturb(fault);
    return outcome.kind === 'done' ? answer({ text: outcome.text }) : refused(outcome);
  },
  async 'practice.repair'({ practice }) {
    if (!practice) return none;
    const outcome = await practice.repair();
    return outcome.kind === 'done' ? done : refused(outcome);
  },
};
