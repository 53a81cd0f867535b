import { join } from 'node:path';
import { judgeFolder } from './describe-with-judge';
import { startServer, type Server } from './server';

const SERVER = join(__dirname, '..', '..', '..', 'judges', 'dynamodb-local', 'Server.java');

/** Starts DynamoDB Local, which AWS itself gives to developers. */
export function startDynamoDbLocal(): Promise<Server> {
  const folder = judgeFolder('dynamodb-local');
  return startServer({
    program: 'java',
    // The first compiler alone: it runs for seconds.
    args: () => ['-Xmx512m', '-XX:TieredStopAtLevel=1', `-Dsqlite4java.library.path=${folder}`, '-cp', join(folder, '*'), SERVER],
    env: () => ({}),
    ready: /^port (\d+)$/m,
  });
}
