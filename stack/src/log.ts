/** Takes one line for people: what happens now, or what went wrong with a part while it ran. */
export type Log = (line: string) => void;
