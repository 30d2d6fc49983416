import type { CarrierShown } from '../../core/contract/shapes';
import { addressOf, goTo } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { AskWords } from '../ui/ask-words';
import { counted } from '../ui/numbers';

export type LinkQuestion = 'paused' | 'disconnected' | 'resume' | 'remove' | 'pause-recovery' | 'resume-recovery';

interface Question {
  readonly title: (name: string) => string;
  readonly act: string;
  readonly touches: (carrier: CarrierShown) => string;
}

const questions: Readonly<Record<LinkQuestion, Question>> = {
  paused: {
    title: (name) => `Pause the link to ${name}`,
    act: 'Pause it',
    touches: ({ name, dedicatedResources }) =>
      `${name} is still listened to. No new connection uses its ${counted(dedicatedResources, 'dedicated resource')}, and nothing is moved automatically where it is on the way. What runs over it goes on, and what is released is still deleted there.`,
  },
  disconnected: {
    title: (name) => `Disconnect ${name}`,
    act: 'Disconnect it',
    touches: ({ name, resources }) =>
      `Nothing is sent to ${name} or heard from it until you resume, also after a restart. What runs over its ${counted(resources, 'resource')} goes on; what breaks there is not seen, new orders over it wait, and deletions are held back.`,
  },
  resume: {
    title: (name) => `Resume the link to ${name}`,
    act: 'Resume it',
    touches: ({ name, hold }) =>
      hold?.kind === 'paused'
        ? `New connections may use ${name} again, and what broke there meanwhile is restored, the most important first.`
        : `${name} is connected and read in full; what waited for it is worked on.`,
  },
  remove: {
    title: (name) => `Remove ${name}`,
    act: 'Remove it',
    touches: ({ name, nodes, resources }) =>
      `${name} leaves the network with ${counted(nodes, 'node')} and ${counted(resources, 'resource')}, its interconnects are parted, and it is taken out of the configuration. It is refused while anything runs over it. Nothing is changed at the carrier; ended orders and the history keep its name. Connecting it again brings it back.`,
  },
  'pause-recovery': {
    title: (name) => `Pause automatic recovery at ${name}`,
    act: 'Pause it',
    touches: () => 'Connections that have it on their way stay where they are, even when they break, until you resume it. Others go on.',
  },
  'resume-recovery': {
    title: (name) => `Resume automatic recovery at ${name}`,
    act: 'Resume it',
    touches: () => 'Connections that broke meanwhile are restored at once, the most important first.',
  },
};

interface LinkQuestionsProps {
  readonly carrier: CarrierShown;
  /** null: none is asked. */
  readonly question: LinkQuestion | null;
  readonly onClose: () => void;
}

/** What is asked once, with what it touches, before something is done about a link. */
export function LinkQuestions({ carrier, question, onClose }: LinkQuestionsProps) {
  const command = useCommand();
  const by = useOperator();
  const { id, name } = carrier;
  const carryOut = async (reason: string): Promise<void> => {
    const input = { carrierId: id, by, reason };
    switch (question) {
      case 'paused':
        await command.carryOut('links.hold', { ...input, kind: 'paused' }, `The link to ${name} is paused.`);
        return;
      case 'disconnected':
        await command.carryOut('links.hold', { ...input, kind: 'disconnected' }, `${name} is disconnected.`);
        return;
      case 'resume':
        await command.carryOut('links.resume', input, `The link to ${name} is resumed.`);
        return;
      case 'remove': {
        const outcome = await command.carryOut('carriers.remove', input, ({ configuration }) =>
          configuration === '' ? `${name} is removed.` : `${name} is removed, but ${configuration}.`,
        );
        if (outcome.kind === 'answer') goTo(addressOf('carriers'));
        return;
      }
      case 'pause-recovery':
        await command.carryOut('recovery.pause', input, `Recovery is paused at ${name}.`);
        return;
      case 'resume-recovery':
        await command.carryOut('recovery.resume', input, `Recovery goes on at ${name}; what waited is worked on.`);
        return;
      case null:
        return;
    }
  };
  const asked = questions[question ?? 'resume'];
  return (
    <AskWords
      isOpen={question !== null}
      title={asked.title(name)}
      label="Why, for the history"
      placeholder="Their upgrade until 04:00"
      act={asked.act}
      onClose={onClose}
      onAct={(reason) => void carryOut(reason)}
    >
      <p>{asked.touches(carrier)}</p>
    </AskWords>
  );
}
