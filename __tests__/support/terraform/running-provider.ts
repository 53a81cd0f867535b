import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

/** What the stand-in reads from its environment. */
const READ = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'STANDIN_ACCOUNT_ID', 'STANDIN_PARTITION'] as const;

const running = new Map<string, Promise<NodeJS.ProcessEnv>>();

/**
 * Starts the stand-in once for all runs in the same environment, and gives the variable that tells Terraform where it is.
 *
 * Terraform starts a provider up to seventeen times for one command, and each start costs more than all that it is then asked.
 * It ends by itself: with the process that started it, or when nobody has asked it for two minutes.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function runningProvider(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const key = JSON.stringify(['TF_CLI_CONFIG_FILE', ...READ].map((name) => env[name]));
  const provider = running.get(key) ?? started(env, () => running.delete(key));
  running.set(key, provider);
  return await provider;
}

async function started(env: NodeJS.ProcessEnv, onExit: () => void): Promise<NodeJS.ProcessEnv> {
  const mirror = dirname(env['TF_CLI_CONFIG_FILE'] ?? '');
  const child = spawn(process.execPath, [join(mirror, 'provider-launch.cjs'), join(mirror, 'schema.json')], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { port } = await new Promise<{ readonly port: string }>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => {
      const [, found] = /^1\|5\|tcp\|127\.0\.0\.1:(\d+)\|grpc\n$/.exec(line) ?? [];
      if (found === undefined) reject(new Error(`the stand-in must say where it listens, got ${JSON.stringify(line)}`));
      else resolve({ port: found });
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      onExit();
      reject(new Error(`the stand-in must say where it listens, got exit status ${String(code)}`));
    });
  });
  // Neither it nor its output keeps the tests from ending.
  child.stdout.destroy();
  child.unref();
  const address = { Network: 'tcp', String: `127.0.0.1:${port}` };
  const reattach = { Protocol: 'grpc', ProtocolVersion: 5, Pid: child.pid, Test: true, Addr: address };
  return { TF_REATTACH_PROVIDERS: JSON.stringify({ 'hashicorp/aws': reattach }) };
}
