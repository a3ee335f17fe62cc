// Dates of three boxes in either calendar, as crates/calendar reads and says them.

import { bikram } from "./bikram.js";
import { civil, dayNumber, iso } from "./expression-values.js";

const DEVANAGARI_ZERO = 0x0966;

/** `text` with Devanagari digits written as Latin ones. */
export const latin = (text) => text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - DEVANAGARI_ZERO));

/** `text` with Latin digits written as Devanagari ones. */
export const devanagari = (text) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(DEVANAGARI_ZERO + Number(digit)));

const sum = (lengths) => lengths.reduce((total, length) => total + length, 0);
const lastYear = bikram.year + bikram.months.length - 1;
const newYears = bikram.months.reduce((days, lengths) => [...days, days[days.length - 1] + sum(lengths)], [bikram.day]);

/** 1 Baisakh of a year, counted from 1970-01-01; beyond the table a year is taken as 366 days long. */
function newYear(year) {
  if (year < bikram.year) return bikram.day - 366 * (bikram.year - year);
  if (year > lastYear + 1) return newYears[newYears.length - 1] + 366 * (year - lastYear - 1);
  return newYears[year - bikram.year];
}

const bikramDay = (year, month, day) => newYear(year) + sum(bikram.months[year - bikram.year].slice(0, month - 1)) + day - 1;

function gregorianDays(year, month) {
  return dayNumber(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - dayNumber(year, month, 1);
}

/** First and last day that the parts can mean. */
function bounds(cal, y, m, d, estimate) {
  const spread = estimate ? 1 : 0;
  if (cal === "ad") {
    if (d) return [dayNumber(y, m, d), dayNumber(y, m, d)];
    if (m) return [dayNumber(y, m, 1), dayNumber(y, m, gregorianDays(y, m))];
    return [dayNumber(y - spread, 1, 1), dayNumber(y + spread, 12, 31)];
  }
  let [from, to] = [newYear(y - spread), newYear(y + spread + 1) - 1];
  if (m) [from, to] = [bikramDay(y, m, d || 1), bikramDay(y, m, d || bikram.months[y - bikram.year][m - 1])];
  // A year that is not published yet can begin a day earlier or later than the table says.
  const margin = (year) => (year > bikram.known && year <= lastYear ? bikram.margin : 0);
  if (margin(y - spread)) from = Math.max(from - margin(y - spread), newYear(bikram.known + 1));
  return [from, to + margin(y + spread)];
}

const part = (text) => (/^[0-9]{1,9}$/.test(text) ? Number(text) : undefined);

/** The stored date of the boxes; undefined when they are blank or make none. */
export function dateOf({ cal, y = "", m = "", d = "", estimate = false }) {
  const [year, month, day] = [y, m, d].map((text) => latin(text.trim()));
  const [first, last] = cal === "ad" ? [1583, 9998] : [bikram.year, lastYear];
  const date = { cal, y: part(year) };
  if (date.y === undefined || date.y < first || date.y > last) return undefined;
  if ((month && (part(month) === undefined || part(month) < 1 || part(month) > 12)) || (!month && day)) return undefined;
  if (month) date.m = part(month);
  if (day) {
    const longest = cal === "ad" ? gregorianDays(date.y, date.m) : longestMonth(date.y, date.m);
    if (part(day) === undefined || part(day) < 1 || part(day) > longest) return undefined;
    date.d = part(day);
  }
  if (estimate && date.m) return undefined;
  date.precision = date.d ? "day" : date.m ? "month" : estimate ? "estimate" : "year";
  const [from, to] = bounds(cal, date.y, date.m, date.d, estimate);
  return { ...date, from: iso(from), to: iso(to), table: cal === "ad" ? 0 : bikram.version };
}

/** A projected month may have a day more than the table says. */
function longestMonth(year, month) {
  const length = bikram.months[year - bikram.year][month - 1];
  return year > bikram.known ? Math.max(length, bikram.longest[month - 1]) : length;
}

/** The birth of someone about so many years old on a day: an estimate of its year. */
export function bornAbout(years, cal, today) {
  const [year, month, day] = today.split("-").map(Number);
  const [backYear, backMonth] = month > 6 ? [year - years, month - 6] : [year - years - 1, month + 6];
  const middle = dayNumber(backYear, backMonth, Math.min(day, gregorianDays(backYear, backMonth)));
  const y = cal === "ad" ? civil(middle)[0] : bikramOf(middle)?.[0];
  return y === undefined ? undefined : dateOf({ cal, y: String(y), estimate: true });
}

/** Year, month and day in Bikram Sambat of a day counted from 1970-01-01. */
export function bikramOf(day) {
  if (day < bikram.day || day >= newYears[newYears.length - 1]) return undefined;
  const at = newYears.findLastIndex((first) => first <= day);
  let [month, rest] = [0, day - newYears[at]];
  while (rest >= bikram.months[at][month]) rest -= bikram.months[at][month++];
  return [bikram.year + at, month + 1, rest + 1];
}

/** A whole day in words: in the order, the digits and with the mark of the calendar that the language asks for. */
function long(cal, [year, month, day], language, months) {
  const name = months[cal][month - 1];
  if (language === "ne") return devanagari(`${cal === "bs" ? "वि.सं." : "ई.सं."} ${year} ${name} ${day}`);
  const shown = language === "fr" && day === 1 ? "1er" : day;
  return `${shown} ${name} ${year}${cal === "bs" ? " BS" : ""}`;
}

const number = (text) => dayNumber(...text.split("-").map(Number));

/** What a stored date means in the other calendar: one day, or the first and the last; empty beyond the table. */
export function beside(date, language, months) {
  const other = date.cal === "ad" ? "bs" : "ad";
  const parts = [date.from, date.to].map((day) => (other === "bs" ? bikramOf(number(day)) : day.split("-").map(Number)));
  if (parts.includes(undefined)) return "";
  const [first, last] = parts.map((one) => long(other, one, language, months));
  return first === last ? first : `${first} – ${last}`;
}
