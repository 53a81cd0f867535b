import yargs from 'yargs';

/** The whole parser of arguments: loaded only where they are not plain, or help is asked for. */
export const wholeParser = yargs;
