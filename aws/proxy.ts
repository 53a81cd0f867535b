import { Agent as DirectAgent } from 'node:http';
import { Agent as DirectSecureAgent } from 'node:https';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { complaint, InputError } from '../domain/errors';
import { MAX_SOCKETS, type Agents } from './clients';

const OPTIONS = { keepAlive: true, maxSockets: MAX_SOCKETS } as const;

/**
 * Gives the agents that go through the proxies that the environment names: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in upper
 * or lower case, as the AWS CLI understands them. None where it names none. Node and the SDK look at none of them.
 */
export function proxyAgents(): Partial<Agents> {
  const isAny = ['https://proxied.invalid', 'http://proxied.invalid'].some((url) => getProxyForUrl(url) !== '');
  if (!isAny) return {};
  const agent = new ProxyFromEnvironment();
  return { httpAgent: agent, httpsAgent: agent };
}

/** Chooses for each host whether to go through a proxy. */
class ProxyFromEnvironment extends Agent {
  private readonly direct = { http: new DirectAgent(OPTIONS), https: new DirectSecureAgent(OPTIONS) };
  private readonly through = new Map<string, DirectAgent>();

  override connect(_request: unknown, { secureEndpoint, host, port }: AgentConnectOpts): Promise<DirectAgent> {
    const scheme = secureEndpoint ? 'https' : 'http';
    const proxy = getProxyForUrl(`${scheme}://${String(host)}:${String(port)}`);
    return Promise.resolve(proxy === '' ? this.direct[scheme] : this.agentThrough(proxy, secureEndpoint));
  }

  private agentThrough(proxy: string, isSecure: boolean): DirectAgent {
    if (!/^https?:/.test(proxy)) {
      throw new InputError(
        complaint({ name: 'the proxy', accepted: 'one of HTTP or HTTPS', got: proxy.replace(/\/\/.*@/, '//'), at: 'environment' }),
      );
    }
    const name = `${String(isSecure)} ${proxy}`;
    const agent = this.through.get(name) ?? (isSecure ? new HttpsProxyAgent(proxy, OPTIONS) : new HttpProxyAgent(proxy, OPTIONS));
    this.through.set(name, agent);
    return agent;
  }
}
