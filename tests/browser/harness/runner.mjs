// Journeys are registered, run one after the other, and counted. A journey that throws has failed; the next one runs.

const journeys = [];

/** Registers a journey: what it shows, and what it does with the world (see world.mjs). */
export function journey(name, walk) {
  journeys.push({ name, walk });
}

/** Runs all journeys whose name holds every word; prints what failed and a closing line. True when none failed. */
export async function runAll(world, words) {
  const chosen = journeys.filter(({ name }) => words.every((word) => name.includes(word)));
  const failed = [];
  for (const { name, walk } of chosen) {
    const began = Date.now();
    try {
      await walk(world);
      console.log(`ok    ${name} (${Date.now() - began} ms)`);
    } catch (error) {
      console.log(`FAIL  ${name}\n${indented(error.message)}\n`);
      const pictures = await world.photograph(name);
      for (const picture of pictures) console.log(`      ${picture}`);
      failed.push(name);
    }
    await world.clear();
  }
  console.log(failed.length > 0 ? `\nFailed:\n${indented(failed.join("\n"))}\n` : "");
  console.log(`${chosen.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 && chosen.length > 0;
}

/** Fails with what was found wrong, all of it at once. */
export function none(what, faults) {
  if (faults.length > 0) throw new Error(`${what}:\n${indented(faults.join("\n"))}`);
}

/** Fails unless both are equal. */
export function equal(found, expected, what) {
  if (found !== expected) {
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
  }
}

/** Fails unless it is so. */
export function holds(so, what) {
  if (!so) throw new Error(what);
}

const indented = (text) => text.split("\n").map((line) => `      ${line}`).join("\n");
