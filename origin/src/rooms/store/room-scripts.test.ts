import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineRoomScripts, readRoomLua } from './room-scripts.ts';

const FOLDER = new URL('./lua/', import.meta.url);
const operations: Parameters<typeof readRoomLua>[0][] = [];
defineRoomScripts((name) => {
  operations.push(name);
  return readRoomLua(name);
});

/** The functions and constants that the parts define for the operations. */
const shared = readdirSync(FOLDER)
  .map((file) => file.replace('.lua', ''))
  .filter((stem) => !operations.some((name) => name === stem))
  .flatMap((stem) => definedIn(readFileSync(new URL(`${stem}.lua`, FOLDER), 'utf8')));

function definedIn(lua: string): string[] {
  const functions = [...lua.matchAll(/^local function (\w+)/gm)].map(([, name = '']) => name);
  const constants = [...lua.matchAll(/^local ([A-Z_, ]+) ?=/gm)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  );
  return [...functions, ...constants];
}

/** What Redis would only complain of once the line is reached: a name is used and stands nowhere before. */
function missingIn(lua: string): string[] {
  const code = lua.replaceAll(/--\[\[.*?\]\]|--[^\n]*|'[^'\n]*'/gs, '');
  return shared.filter((name) => {
    const isConstant = name === name.toUpperCase();
    const used = new RegExp(`(?<![.\\w])${name}${isConstant ? '\\b' : '\\('}`).exec(code);
    const defined = new RegExp(`^local (?:function |[A-Z_, ]*)\\b${name}\\b`, 'm').exec(code);
    return used !== null && (defined === null || defined.index > used.index);
  });
}

describe('the Lua of an operation', () => {
  it.each(operations)('of "%s" has in front of it all that it uses', (name) => {
    expect(missingIn(readRoomLua(name))).toEqual([]);
  });

  it('lacks something without a part (negative control)', () => {
    const pace = readFileSync(new URL('pace.lua', FOLDER), 'utf8');
    expect(missingIn(readRoomLua('enter').replace(pace, ''))).toContain('comeToDoor');
  });
});
