import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { complaint, IncompleteError } from '../domain/errors';
import { MINUTE_MS } from '../domain/instant';
import { asking, withoutHints } from './failure';

/** A clock that differs by less is as good as that of AWS. */
const CLOSE_MS = 5 * MINUTE_MS;

/** Who asks, and what AWS says of the clock here. */
interface WhoAsks {
  readonly accountId: string;
  readonly partition: string;
  /** What to add to the clock here to have the one of AWS, in milliseconds; 0 while they differ by less than 5 minutes. */
  readonly clockOffsetMs: number;
}

/**
 * Tells whose credentials these are. AWS answers everybody, whatever policies say, so that what fails here are the credentials.
 *
 * @throws IncompleteError that says what is wrong with the credentials, or that AWS cannot be reached.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html (read 2026-11)
 */
export async function readCaller(sts: STSClient, profile?: string): Promise<WhoAsks> {
  const { Account, Arn } = await identity(sts, profile);
  const partition = /^arn:([a-z-]+):/.exec(Arn ?? '')?.[1];
  if (Account === undefined || partition === undefined) {
    throw new IncompleteError(
      `could not ask AWS whose credentials these are: it answered account ${Account ?? 'nothing'}, ARN ${Arn ?? 'nothing'}`,
    );
  }
  // The SDK sees in each answer what time it is at AWS, to the second and as late as the answer comes.
  const { systemClockOffset } = sts.config;
  return { accountId: Account, partition, clockOffsetMs: Math.abs(systemClockOffset) < CLOSE_MS ? 0 : systemClockOffset };
}

async function identity(sts: STSClient, profile: string | undefined) {
  try {
    return await sts.send(new GetCallerIdentityCommand());
  } catch (cause) {
    const said =
      cause instanceof Error
        ? WRONG.find(({ names, says }) => names.includes(cause.name) && (says?.test(cause.message) ?? true))
        : undefined;
    if (said === undefined) return asking('ask AWS whose credentials these are', Promise.reject(cause as Error));
    const at = profile === undefined ? 'AWS' : `profile ${profile}`;
    const told = said.told(cause as Error);
    throw new IncompleteError(complaint({ name: 'the credentials', accepted: 'some that AWS accepts', at, ...told }), { cause });
  }
}

interface Told {
  readonly got: string;
  readonly advice: string;
}

const SIGN_IN = 'sign in again, such as with aws sso login, or renew them';

/**
 * What is wrong with credentials, by the names that AWS and the SDK give it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (read 2026-11)
 */
const WRONG: readonly { readonly names: readonly string[]; readonly says?: RegExp; readonly told: (error: Error) => Told }[] = [
  {
    names: ['CredentialsProviderError', 'TokenProviderError'],
    says: /\bexpired\b/,
    told: () => ({ got: 'expired ones (a session of AWS IAM Identity Center)', advice: SIGN_IN }),
  },
  {
    names: ['CredentialsProviderError', 'ProviderError'],
    told: ({ message }) => ({
      got: 'none',
      advice: `${withoutHints(message)}; set AWS_PROFILE or --profile, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with aws sso login`,
    }),
  },
  {
    names: ['TokenProviderError', 'ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'],
    told: ({ name }) => ({ got: `expired ones (${name})`, advice: SIGN_IN }),
  },
  {
    names: ['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId', 'AuthFailure', 'IncompleteSignature'],
    told: ({ name }) => ({ got: `some that AWS does not know (${name})`, advice: 'check which profile or variables are set' }),
  },
  {
    names: ['SignatureDoesNotMatch', 'InvalidSignatureException'],
    told: ({ name }) => ({
      got: `some with another secret or a wrong clock (${name})`,
      advice: 'check the secret access key and the time here',
    }),
  },
];
