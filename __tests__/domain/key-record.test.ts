import { CLOSED_STATES, isOpen, OPEN_STATES } from '../../domain/key-record';
import { recordIn } from '../support/world/records';

test('a record is open while we have something to do with its key', () => {
  const open = [...OPEN_STATES, ...CLOSED_STATES].filter((state) => isOpen(recordIn(state, 1)));
  expect(open).toEqual(['announced', 'deactivating', 'deactivated', 'reenabled', 'deleting']);
  expect(CLOSED_STATES).toEqual(['dropped', 'deleted', 'gone']);
});
