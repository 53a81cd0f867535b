// What the parser of the command line wants of its platform, in place of the shim that it brings. That one opens the standard output,
// searches folders for a version and a translation, and loads what lays out help, all of it at every start and for nothing.
import { readFileSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { format, inspect } from 'node:util';
import Parser from 'yargs-parser';

/** What we do not use of the parser; it says so if that changes. */
const without = (what) => () => {
  throw new Error(`the parser has ${what} left out of it`);
};

/** Our words for some of its own. */
const words = {};

export default {
  assert: {
    strictEqual(got, wanted, message) {
      if (!Object.is(got, wanted)) throw new Error(message);
    },
    notStrictEqual(got, refused, message) {
      if (Object.is(got, refused)) throw new Error(message);
    },
  },
  // Only help is laid out.
  cliui: (options) => require('cliui')(options),
  stringWidth: (text) => require('string-width')(text),
  findUp: without('a search for package.json'),
  getCallerFile: without('folders of commands'),
  requireDirectory: without('folders of commands'),
  require: without('settings that extend a module'),
  getEnv: (name) => process.env[name],
  getProcessArgvBin: () => process.argv[1],
  inspect,
  mainFilename: '',
  Parser,
  path: { basename, dirname, extname, relative, resolve },
  process: {
    argv: () => process.argv,
    cwd: process.cwd,
    emitWarning: process.emitWarning,
    execPath: () => process.execPath,
    exit: process.exit,
    nextTick: process.nextTick,
    stdColumns: null,
  },
  readFileSync,
  // What it says stands in its code, in English, with the places of values in it.
  y18n: {
    __: (text, ...values) => format(words[text] ?? text, ...values),
    __n: (one, many, count, ...values) => {
      const text = count === 1 ? one : many;
      return format(text, ...(text.includes('%d') ? [count] : []), ...values);
    },
    getLocale: () => 'en',
    setLocale: (locale) => (locale === 'en' ? undefined : without('translations')()),
    updateLocale: (given) => void Object.assign(words, given),
  },
};
