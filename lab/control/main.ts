import { getState, postCommand } from '../control-client';
import { parseCommand } from './parse-command';
import { runPractice } from './run-practice';

const usage = `lab: start the practice carriers and switches, break them, and mend them

  npm run lab -- practice FOLDER        start the carriers and two switches; certificates and states go to FOLDER;
                                        Ctrl-C ends them
  npm run lab -- practice FOLDER FILE.graphml ...
                                        one carrier for each network instead, interconnected where their cities are near
                                        --with-parent: ends when standard input ends, and prints one line of JSON when it is ready:
                                        {"ready":true,"configuration","carriers":[{"id","name","controlUrl"}],"switches":[…]}
  npm run lab -- CONTROL-URL COMMAND    do something to one of them

CONTROL-URL is what "practice" prints for each, e.g. http://127.0.0.1:40123.

CARRIERS

NAME is an id (ALD-NYC-LON-1), a link's name ("NYC-LON 400G #1"), a UUID, or a duct (cable-northern-arc).

Its network
  cut link|node|duct NAME          break it               repair link|node|duct NAME
  degrade NAME                     a link carries badly   mend NAME
  latency link|node NAME US        set to microseconds (US/US: A to Z / Z to A), or x1.5: so many times what it is
  reset-latency link|node NAME
  withdraw link|node|port NAME     list it no longer      restore link|node|port NAME
  occupy NAME SLOTS                others take so many slots of a link
  reroute SERVICE [LINK ...]       move a service on its own account, to these links or to its second choice

Its manager
  refuse N "WORDS" [LINK]          refuse the next N requests (those over LINK) with these words
  fail N "WORDS" [LINK]            accept the next N, and then fail them
  slow MS                          answer so much later; 0: as before
  hang on|off                      take requests and never answer
  drop-stream                      break the stream of notices once
  refuse-streams on|off            break it and let none open
  lose-notices N                   the next N notices do not arrive
  forget-log                       begin the log of the WebSocket stream anew
  go-down MS                       close the door for so long

Its lies
  lie-latency constant|text|negative|huge [LINK]
                                   what it says of a link's latency (without LINK: of each): 12345678, "n/a", less than
                                   nothing, a million times too much
  skip-sequence N                  the numbers of notices jump by N, and nothing is lost
  duplicate-notices N              the next N come twice
  reorder-notices N                the next N come last first
  unknown-notices N                tell N times of something that does not exist
  another-inventory renamed|without [NAME ...]
                                   go away and come back with other UUIDs for these links, nodes or ports, or without them;
                                   without NAME: every third link

SWITCHES

VERB is a command with its modifiers (ENT-VCL); without it, all but log-in and keep-alive. RANGE is one VCI, or 100-119.

The next N commands
  deny N CODE "WORDS" [VERB]       refuse them: SARB, SSRE and SDNR are to be tried again, SROF is not
  partial N K [VERB [CODE]]        carry them out for K identifiers; the others fail
  repeat-later N [VERB]            acknowledge them with RL
  lose-answers N [VERB]            carry them out and say nothing
  late N MS [VERB]                 carry them out and answer so much later
  disconnect N [VERB]              carry them out and break off in the middle of the answer
  wrong-ctag N [VERB]              answer them under another tag

Its manner
  slow MS                          begin so much later; 0: as before
  processing MS                    take so long for each identifier
  silent carry-out|ignore|off      take commands and say nothing; they are carried out, or are not
  go-down MS                       cut every session and close the doors for so long
  restart with-memory|without-memory [MS]
                                   what is under way is not finished; without its memory it holds nothing after
  new-host-key                     another SSH host key

What it says by itself
  storm N [PER-SECOND]             N events
  skip-atag N                      the numbers jump
  alarm critical|major|minor|event|cleared AID CONDITION "WORDS"

By hand ("untold" after it: without a notice)
  make-circuits VPI RANGE          delete-circuits VPI RANGE
  make-cross VPI VCI RACK-SHELF-SLOT-CIRCUIT-VPI-VCI
  delete-cross VPI VCI

BOTH

  heal                             all of the above undone; services, circuits and cross-connections stay
  clear                            as when it was started for the first time: healed, and it holds nothing

  state                            what it really holds, as JSON
`;

const withParent = '--with-parent';

async function main([controlUrl, ...words]: readonly string[]): Promise<void> {
  if (controlUrl === undefined || controlUrl === '--help' || controlUrl === '-h') {
    process.stdout.write(usage);
    return;
  }
  if (controlUrl === 'practice') {
    const [folder, ...networks] = words.filter((word) => word !== withParent);
    if (folder === undefined) throw new Error('say where certificates and states shall go: npm run lab -- practice FOLDER');
    await runPractice({ folder, networks, isWithParent: words.includes(withParent), write: (text) => process.stdout.write(text) });
    return;
  }
  if (!/^http:\/\/[^/]+$/.test(controlUrl)) throw new Error(`"${controlUrl}" is not a control URL, such as http://127.0.0.1:40123`);
  const state = await getState(controlUrl);
  if (words.join(' ') === 'state') {
    process.stdout.write(`${JSON.stringify(state, null, 2)}\n`);
    return;
  }
  await postCommand(controlUrl, parseCommand(words, 'switch' in state ? 'switch' : 'carrier'));
  process.stdout.write(`${words.join(' ')}: done\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`lab: ${message === 'fetch failed' ? 'nobody answers at this control URL; is it running?' : message}\n`);
  process.exitCode = 1;
});
