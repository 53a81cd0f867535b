import { useScan } from '../support/scan-command';
import { inventoryIn, withoutRequests } from '../support/scan-inventory';
import { crowd } from '../support/scan-people';

// Many requests take their time on a busy machine.
jest.setTimeout(30_000);
const bench = useScan();

describe('a large account', () => {
  test('is seen whole, though IAM and the table give everything in pages', async () => {
    const { account, records } = crowd(101);
    const fake = await bench.fake(account, { maxPageItems: 1, tablePageSize: 40, items: { 'unused-credentials-keys': records } });
    const ran = await bench.scan(['--format', 'json']);
    const { counts, requests, records: state } = inventoryIn(ran);
    expect([ran.code, ran.err]).toEqual([1, '']);
    const table = { name: 'unused-credentials-keys', region: 'eu-west-1' };
    expect(state).toEqual({ state: 'read', because: '101 in the table unused-credentials-keys in eu-west-1', table });
    expect(counts).toEqual({ unused: 100, undecided: 0, warn: 1, exempt: 0, inactive: 0, 'in-use': 101 });
    expect(requests).toEqual({
      total: 2 + 1 + 3 + 101 * (1 + 2 + 2),
      throttled: 0,
      byAction: {
        'dynamodb:Query': 3,
        'iam:GenerateCredentialReport': 1,
        'iam:GetAccessKeyLastUsed': 202,
        'iam:GetCredentialReport': 1,
        'iam:GetUser': 101,
        'iam:ListAccessKeys': 202,
        'sts:GetCallerIdentity': 1,
      },
    });
    expect(fake.requests.length).toBe(requests.total);
  });

  test('comes to the same when AWS refuses every fourth request for want of time', async () => {
    const { account } = crowd(30);
    await bench.fake(account);
    const calm = await bench.scan(['--format', 'json']);
    const fake = await bench.fake(account, { throttle: (_, count) => Math.imul(count, 0x9e3779b1) >>> 30 === 0 });
    const throttled = await bench.scan(['--format', 'json']);
    expect([throttled.code, throttled.err]).toEqual([calm.code, '']);
    expect(withoutRequests(throttled)).toEqual(withoutRequests(calm));
    const refused = fake.requests.filter(({ answered }) => answered === 'Throttling' || answered === 'ThrottlingException').length;
    expect(refused).toBeGreaterThan(20);
    expect(inventoryIn(throttled).requests).toMatchObject({ total: fake.requests.length, throttled: refused });
    expect(fake.requests.length - refused).toBe(inventoryIn(calm).requests.total);
  });
});
