import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabCommand } from '../../../../lab/carrier/commands';
import { startPractice } from '../../../../lab/practice';
import type { PracticeOptions } from '../../../../lab/practice';
import type { CarrierInventory, CarrierLink, LinkWarning, ReportedResource } from '../../carrier-link';
import { carrierMappingSchema } from '../../mapping';
import { createEventLog } from '../../testing/event-log';
import type { EventLog } from '../../testing/event-log';
import type { TapiLimits } from '../limits';
import { createTapiLink } from '../tapi-link';
import { realClock } from './real-clock';

/** A link to the practice carrier Alder, whose manager is a process of its own. */
export interface LabLink {
  readonly link: CarrierLink;
  readonly log: EventLog;
  /** Of the first full read. */
  readonly inventory: CarrierInventory;
  /** Its manager's process. */
  readonly manager: { pid(): number };
  control(command: LabCommand): Promise<void>;
  /** Waits until a resource is reported that fits. */
  resourceThat(uuid: string, fits: (resource: ReportedResource) => boolean): Promise<ReportedResource>;
  /** Waits until something is warned of that fits. */
  warned(words: RegExp): Promise<LinkWarning>;
  stop(): Promise<void>;
}

export async function openLabLink(
  options: Pick<PracticeOptions, 'tapi' | 'streams'>,
  mapping: object = {},
  limits: Partial<TapiLimits> = {},
): Promise<LabLink> {
  const folder = mkdtempSync(join(tmpdir(), 'longlines-link-'));
  const practice = await startPractice(folder, { carriers: ['alder'], provisionMs: 50, seed: 7, ...options });
  const { id, url, caPem, client, manager } = practice.carrier('alder');
  const log = createEventLog();
  const link = createTapiLink({
    carrierId: id,
    url,
    tls: { caPem, certPem: client.certPem, keyPem: client.keyPem },
    mapping: carrierMappingSchema.parse(mapping),
    clock: realClock,
    random: Math.random,
    newId: randomUUID,
    limits: { backoffMinMs: 50, backoffMaxMs: 200, resyncGapMs: 0, pollMs: 50, lateNoticeMs: 200, ...limits },
  });
  link.open(log.handle);
  const { inventory } = await log.next('up');
  return {
    link,
    log,
    inventory,
    manager,
    control: (command) => manager.control(command),
    resourceThat: (uuid, fits) =>
      log.first((event) => {
        const reported = event.kind === 'up' ? event.inventory.resources : event.kind === 'changed' ? event.change.resources : [];
        return reported.find((resource) => resource.uuid === uuid && fits(resource));
      }),
    warned: (words) =>
      log.first((event) => {
        const said = event.kind === 'up' ? event.inventory.warnings : event.kind === 'changed' ? event.change.warnings : [];
        return said.find(({ message }) => words.test(message));
      }),
    async stop() {
      await link.close();
      await practice.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
