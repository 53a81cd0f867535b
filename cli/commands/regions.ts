import { OFFERED_REGIONS, REGIONS_SOURCE } from '../../domain/regions';
import type { Command } from './command';

/** Lists where the Config rule can stand. */
export const regions: Command = {
  name: 'regions',
  positionals: [],
  description: 'List the regions that offer the Config rule, with source and date',
  flags: {},
  examples: [],
  run(_args, io) {
    io.out(`${OFFERED_REGIONS.join('\n')}\n`);
    io.err(
      `Source: ${REGIONS_SOURCE.url} (read ${REGIONS_SOURCE.readOn}). If AWS offers the rule elsewhere by now, use --allow-regions.\n`,
    );
    return Promise.resolve(0);
  },
};
