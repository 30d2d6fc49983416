import type { ManagerAddress } from '../../contract/connecting';
import type { Connecting } from '../connecting';
import { answer, failed, refused, type Call, type Handlers, type Serving } from './serving';

export const connectingHandlers: Handlers<'connecting.keep-pem' | 'connecting.probe' | 'connecting.preview' | 'connecting.carry-out'> = {
  async 'connecting.keep-pem'(serving, { what, pem, by }) {
    const outcome = withConnecting(serving)?.keepPem(what, pem) ?? noConnecting;
    if (outcome.kind === 'refused') return refused(outcome);
    await serving.host.recordAct('carrier.credential-kept', outcome.shown, by, what);
    return answer({ file: outcome.shown });
  },
  async 'connecting.probe'(serving, address, call) {
    const fault = faultFromBeyond(serving, address, call);
    if (fault !== null) return failed('refused', fault);
    const outcome = (await withConnecting(serving)?.probe(address, call)) ?? noConnecting;
    return outcome.kind === 'refused' ? refused(outcome) : answer(outcome.shown);
  },
  async 'connecting.preview'(serving, { plan, isFresh }, call) {
    const fault = faultFromBeyond(serving, plan.address, call);
    if (fault !== null) return failed('refused', fault);
    const outcome = (await withConnecting(serving)?.preview(plan, isFresh, call)) ?? noConnecting;
    if (call.signal.aborted) return failed('cancelled', 'nobody waits for the answer any more');
    return outcome.kind === 'refused' ? refused(outcome) : answer(outcome.shown);
  },
  async 'connecting.carry-out'(serving, { plan, digest, by }, call) {
    const fault = faultFromBeyond(serving, plan.address, call);
    if (fault !== null) return failed('refused', fault);
    const outcome = (await withConnecting(serving)?.carryOut(plan, digest, by, call)) ?? noConnecting;
    return outcome.kind === 'refused' ? refused(outcome) : answer(outcome.shown);
  },
};

const withConnecting = ({ connecting }: Serving): Connecting | null => connecting ?? null;
const noConnecting = { kind: 'refused', message: 'this host connects no carriers step by step: use "longlines carriers add"' } as const;

/** Only what the host keeps for whoever pastes it may be named from beyond its machine: else any file of its could be read out. */
const faultFromBeyond = (serving: Serving, address: ManagerAddress, { peer }: Call): string | null =>
  peer?.isBeyond === true ? (serving.connecting?.faultFromBeyond(address) ?? null) : null;
