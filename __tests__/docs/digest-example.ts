import { digestOf, type DigestMessage } from '../../domain/digest';

/** The digest that the documentation shows, as the function would send it. */
export function exampleDigest(): DigestMessage {
  const { message } = digestOf({
    accountId: '111122223333',
    now: Date.UTC(2026, 10, 24, 6, 0, 12),
    policy: {
      maxCredentialUsageAgeDays: 45,
      action: 'delete',
      warnDays: 7,
      graceDays: 14,
      maxKeysPerDay: 10,
      exempt: { userNames: [], paths: ['/break-glass/'], tag: 'key-may-idle-until' },
    },
    entries: [
      {
        matter: 'deactivated',
        userName: 'ci-deploy',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        because: 'last used 2026-10-10, 45 idle days of 45; announced 2026-11-17',
        at: Date.UTC(2026, 10, 24, 6, 0, 31),
      },
      {
        matter: 'will-be-deleted',
        userName: 'old-backup',
        accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
        because: 'deactivated 2026-11-15, grace of 14 days until 2026-11-29; deletion announced 2026-11-22',
        at: Date.UTC(2026, 10, 29, 6, 0, 40),
      },
      { matter: 'in-use', userName: 'alice', accessKeyId: 'AKIAEXAMPLE000000001', because: 'last used 2026-11-23, 0 idle days of 45' },
      { matter: 'spared', userName: 'rescue', accessKeyId: 'AKIAEXAMPLE000000002', because: 'its path starts with /break-glass/' },
    ],
    usersNotDue: 112,
    isWeekly: false,
  });
  if (message === undefined) throw new Error('the example must have something to tell');
  return message;
}
