import fc from 'fast-check';

const PIECES: readonly string[] = [
  ...['\n', '\r\n', '\t', ' ', '    ', '\u001b[31m', '\u009b', '\u202e', '\u200b', '\u2028', '\u{e0041}', '\ud800'],
  ...['`', '```', '````', '\\', '\\`', '|', '\\|', '---', '===', '***', '# ', '> ', '- ', '+ ', '1. ', '2) ', '~~~', '~~', '**', '_a_'],
  ...['<script>', '</details>', '<!--', '-->', '<a href=x>', '&lt;', '&#64;', '<https://evil.example>'],
  ...['[x](https://evil.example)', '![x](//evil.example)', '[x]: //evil.example', '[^1]', '[x][y]', '](', '[!NOTE]', '- [ ] '],
  ...['https://evil.example', 'www.evil.example', 'www', '.', 'http:', '//', 'a@evil.example', 'mailto:a@evil.example', 'xmpp:a@b.c'],
  ...['@org/team', '@me', '#12', 'GH-12', 'org/repo#12', 'TICKET-12', '0123456789abcdef0123456789abcdef01234567', ':tada:', ':', '$x$'],
  ...['::error::x', '::', '##[group]', '##vso[task.setvariable]', '##', 'Ω', '名', '12', 'word', "it's", '(', ')', '"', '…', '-', '→'],
];

/** Texts that mean something to Markdown, GitHub, a terminal or the machine that runs a job, and any other text. */
export const HOSTILE_TEXT: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(' ')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'binary-ascii', maxLength: 40 }),
  fc.tuple(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 400 })).map(([piece, times]) => piece.repeat(times)),
);
