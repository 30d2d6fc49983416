import { app } from 'electron';
import { openStore } from '../../core/store/sqlite-store';
import { createHost } from '../../core/host/create-host';
import { connectManager } from '../../core/host/connect-manager';
import { connectCreationSystem } from '../../core/host/connect-creation-system';
import { systemClock, systemNewId, systemPause } from '../../core/host/system-clock';
void app.whenReady().then(async () => {
  const store = await openStore('/tmp/desk-x.db', { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  console.log(host, connectManager, connectCreationSystem);
});
