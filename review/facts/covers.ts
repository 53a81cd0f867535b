/**
 * Tells whether a glob of `*` and `?` stands for all that another one stands for; where that is not simple, it says no.
 * Upper and lower case differ. It takes no more than the product of both lengths, because the text is of others.
 */
export function covers(glob: string, other: string): boolean {
  let [atGlob, atOther] = [0, 0];
  // Where to go on when the last star must stand for one character more.
  let [star, starOther] = [-1, 0];
  while (atOther < other.length) {
    if (glob[atGlob] === '*') {
      star = atGlob++;
      starOther = atOther;
    } else if (stands(glob[atGlob], other[atOther])) {
      atGlob++;
      atOther++;
    } else if (star >= 0) {
      atGlob = star + 1;
      atOther = ++starOther;
    } else {
      return false;
    }
  }
  return /^\**$/.test(glob.slice(atGlob));
}

/** A `?` never stands for a star, which may be any number of characters. */
function stands(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one === '?' && other !== '*');
}
