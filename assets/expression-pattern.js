// The patterns that regex() takes: classes, quantifiers, groups, anchors and alternation; written anew in plain signs,
// so that this engine means the same by them as the server's.

import { EvalError } from "./expression-values.js";

const MAX_DEPTH = 32;
const MAX_WEIGHT = 10_000;
const CLASSES = {
  d: [["0", "9"]],
  D: [["\0", "/"], [":", "\u{10FFFF}"]],
  w: [["0", "9"], ["A", "Z"], ["_", "_"], ["a", "z"]],
  W: [["\0", "/"], [":", "@"], ["[", "^"], ["`", "`"], ["{", "\u{10FFFF}"]],
  s: [["\t", "\r"], [" ", " "]],
  S: [["\0", "\x08"], ["\x0e", "\x1f"], ["!", "\u{10FFFF}"]],
};
const SIGNS = { t: "\t", n: "\n", r: "\r" };

/** Whether the whole of `text` matches `pattern`. */
export function matches(text, pattern) {
  return new RegExp(new Translator(pattern).translate(), "u").test(text);
}

class Translator {
  constructor(pattern) {
    this.pattern = pattern;
    this.chars = Array.from(pattern);
    this.at = 0;
    this.out = "^(?:";
    this.depth = 0;
  }

  refuse(why) {
    throw new EvalError(`the pattern '${this.pattern}' cannot be used: ${why}`);
  }

  translate() {
    this.alternation();
    if (this.at < this.chars.length) this.refuse(`'${this.chars[this.at]}' without its '('`);
    return `${this.out})$`;
  }

  take(wanted) {
    const found = this.chars[this.at] === wanted;
    if (found) this.at += 1;
    return found;
  }

  alternation() {
    let weight = this.sequence();
    while (this.take("|")) {
      this.out += "|";
      weight += this.sequence();
    }
    return weight;
  }

  sequence() {
    let weight = 1;
    for (let c = this.chars[this.at]; c !== undefined && c !== "|" && c !== ")"; c = this.chars[this.at]) {
      const atom = this.atom(c);
      weight += atom * this.quantifier(c === "^" || c === "$");
      if (weight > MAX_WEIGHT) this.refuse("it is too large");
    }
    return weight;
  }

  atom(first) {
    this.at += 1;
    if (first === "(") return this.group();
    if (first === "[") this.class();
    else if (first === "\\") {
      const { sign, ranges } = this.escape();
      this.out += sign === undefined ? `[${this.ranges(ranges)}]` : this.literal(sign);
    } else if (first === ".") this.out += "[^\\n\\r]";
    else if (first === "^" || first === "$") this.out += first;
    else if ("*+?{".includes(first)) this.refuse(`'${first}' has nothing to repeat`);
    else this.out += this.literal(first);
    return 1;
  }

  group() {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.refuse("its groups stand too deep in one another");
    if (this.take("?") && !this.take(":")) this.refuse("only plain groups and (?:…) are supported");
    this.out += "(?:";
    const weight = this.alternation();
    if (!this.take(")")) this.refuse("'(' has no ')'");
    this.out += ")";
    this.depth -= 1;
    return weight;
  }

  quantifier(anchor) {
    const sign = this.chars[this.at];
    if (sign === undefined || !"*+?{".includes(sign)) return 1;
    const [text, times] = sign === "{" ? this.counts() : [sign, 1];
    if (sign !== "{") this.at += 1;
    if (anchor) this.refuse("an anchor cannot be repeated");
    this.out += text + (this.take("?") ? "?" : "");
    if ("*+?{".includes(this.chars[this.at] ?? "|")) this.refuse("a repetition cannot be repeated");
    return times;
  }

  counts() {
    const wrong = "'{' is not followed by one or two numbers up to 1000 and '}'";
    const end = this.chars.indexOf("}", this.at);
    const inner = end < 0 ? "" : this.chars.slice(this.at + 1, end).join("");
    const parts = /^(\d{1,4})(?:(,)(\d{1,4})?)?$/.exec(inner);
    const [low, high] = [Number(parts?.[1]), parts?.[3] === undefined ? undefined : Number(parts[3])];
    if (!parts || low > 1000 || high > 1000 || high < low) this.refuse(wrong);
    this.at = end + 1;
    if (!parts[2]) return [`{${low}}`, Math.max(low, 1)];
    return high === undefined ? [`{${low},}`, low + 1] : [`{${low},${high}}`, Math.max(high, 1)];
  }

  class() {
    this.out += this.take("^") ? "[^" : "[";
    const start = this.at;
    for (;;) {
      const c = this.chars[this.at];
      if (c === undefined) this.refuse("'[' has no ']'");
      this.at += 1;
      if (c === "]" && this.at === start + 1) this.refuse("a class must not be empty");
      if (c === "]") break;
      if (c === "[") this.refuse("a '[' within a class must be written \\[");
      if (c === "&" && this.chars[this.at] === "&") this.refuse("'&&' within a class is not supported");
      this.out += this.classItem(c);
    }
    this.out += "]";
  }

  classItem(first) {
    let low = first;
    if (first === "\\") {
      const { sign, ranges } = this.escape();
      if (sign === undefined) return this.ranges(ranges);
      low = sign;
    }
    const next = this.chars[this.at + 1];
    if (this.chars[this.at] !== "-" || next === undefined || next === "]") return this.literal(low);
    this.at += 2;
    const high = next === "\\" ? this.escape().sign : next;
    if (high === undefined || next === "[") this.refuse("a range must end with a single sign");
    if (high.codePointAt(0) < low.codePointAt(0)) this.refuse(`the range ${low}-${high} runs backwards`);
    return this.ranges([[low, high]]);
  }

  escape() {
    const c = this.chars[this.at];
    if (c === undefined) this.refuse("nothing follows the last '\\'");
    this.at += 1;
    if (CLASSES[c]) return { ranges: CLASSES[c] };
    if (SIGNS[c]) return { sign: SIGNS[c] };
    if (c === "u") {
      const hex = this.chars.slice(this.at, this.at + 4).join("");
      this.at += 4;
      const sign = /^[0-9a-fA-F]{4}$/.test(hex) ? String.fromCodePoint(Number.parseInt(hex, 16)) : "\uD800";
      if (/[\uD800-\uDFFF]/.test(sign)) this.refuse("\\u is not followed by four hexadecimal digits of a sign");
      return { sign };
    }
    if (!/^[ -/:-@[-`{-~]$/.test(c)) this.refuse(`\\${c} is not supported`);
    return { sign: c };
  }

  literal(c) {
    return /^[A-Za-z0-9]$/.test(c) ? c : `\\u{${c.codePointAt(0).toString(16)}}`;
  }

  ranges(ranges) {
    return ranges.map(([low, high]) => `${this.literal(low)}-${this.literal(high)}`).join("");
  }
}
