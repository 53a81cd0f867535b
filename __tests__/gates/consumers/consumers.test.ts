import { commandLineTests } from './command-line-tests';
import { exampleTests } from './example-tests';
import { frameworkTests } from './framework-tests';
import { tarballTests } from './tarball-tests';
import { World } from './world';

const PREPARATION_MS = 900_000;

const world = new World();

beforeAll(async () => {
  await world.prepare();
}, PREPARATION_MS);

afterAll(() => {
  world.dispose();
});

describe('the packed package', () => {
  tarballTests(world);
});

describe('a consumer of the construct', () => {
  frameworkTests(world);
});

describe('a user of the command line alone', () => {
  commandLineTests(world);
});

describe('the examples', () => {
  exampleTests(world);
});
