import {
  createDrawOrder,
  DRAW_VERSION,
  drawCommitment,
  type AdmissionLine,
  type ClosedDraw,
  type DrawRecord,
} from '@frontrow/protocol';

export type Verdict = {
  /** Where the record does not agree with the draw, the first ones of each kind first. */
  problems: string[];
  tickets: number;
  called: number;
  entered: number;
  /** Let in while the room passed everybody, in no order. */
  passed: number;
  /** Called again in a later epoch: they came back after the room had lost its memory. */
  cameBack: number;
};

/** Recomputes the order of a draw from its public parts and compares it with who was called and let in. */
export function checkDraw({ draw, admissions }: DrawRecord): Verdict {
  const problems = checkKey(draw);
  const count = (kind: AdmissionLine['kind']) =>
    new Set(admissions.filter((line) => line.kind === kind).map(({ number }) => number)).size;
  const calls = checkCalls(admissions, draw);
  problems.push(...calls.problems);
  if (draw.version === DRAW_VERSION) {
    problems.push(...checkOrder(draw), ...checkEntries(admissions, draw));
  }
  return {
    problems,
    tickets: draw.n,
    called: count('called'),
    entered: count('entered'),
    passed: count('passed'),
    cameBack: calls.cameBack,
  };
}

function checkKey({ key, commitment, version }: ClosedDraw): string[] {
  const problems = [];
  if (key !== null && drawCommitment(key) !== commitment) {
    problems.push('The key is not the one that was committed to: its SHA-256 is another.');
  }
  if (version !== DRAW_VERSION) {
    problems.push(`The order is of version ${version}; this program knows ${DRAW_VERSION}.`);
  }
  return problems;
}

/** Every ticket has a number, and no two have the same. */
function checkOrder({ key, n }: ClosedDraw): string[] {
  if (n === 0) {
    return [];
  }
  const order = createDrawOrder(key, n);
  const taken = new Uint8Array(n);
  for (let index = 0; index < n; index += 1) {
    taken[order.rankOf(index)] = 1;
  }
  return taken.includes(0) ? ['The order gives two tickets one number.'] : [];
}

/**
 * Within an epoch numbers are called for the first time in rising order. After a loss of Redis visitors come back one
 * by one, some of them later than those behind them were called.
 */
function checkCalls(admissions: AdmissionLine[], { base, n }: ClosedDraw) {
  const problems: string[] = [];
  const seen = new Set<number>();
  const firstEpoch = admissions[0]?.epoch ?? 1;
  let highest = base;
  let cameBack = 0;
  for (const { kind, number, epoch, at } of admissions) {
    if (kind !== 'called' || number === null || seen.has(number)) {
      continue;
    }
    seen.add(number);
    if (number <= base || number > base + n) {
      problems.push(`${at}: number ${number} was called, which is not of this draw.`);
    } else if (number < highest && epoch === firstEpoch) {
      problems.push(`${at}: number ${number} was called after number ${highest}.`);
    } else if (number < highest) {
      cameBack += 1;
    }
    highest = Math.max(highest, number);
  }
  return { problems, cameBack };
}

/** Who came in held the ticket that drew the number under which it was called. */
function checkEntries(admissions: AdmissionLine[], draw: ClosedDraw): string[] {
  const numberOf = numberReader(draw);
  const firstEpoch = admissions[0]?.epoch ?? 1;
  const calledAs = new Map<string, Set<number>>();
  const enteredBy = new Map<number, string>();
  const callsOf = (visitor: string) => calledAs.get(visitor) ?? new Set<number>();

  return admissions.flatMap((line) => {
    const { kind, number, visitor, to, epoch } = line;
    if (kind === 'moved' && to !== null) {
      calledAs.set(to, new Set([...callsOf(to), ...callsOf(visitor)]));
    }
    if (number === null) {
      return [];
    }
    if (kind === 'called') {
      calledAs.set(visitor, callsOf(visitor).add(number));
      return [];
    }
    // In later epochs the call may have been lost with Redis.
    const mustBeCalled = kind === 'entered' && epoch === firstEpoch;
    const isUncalled = mustBeCalled && !callsOf(visitor).has(number);
    const other = enteredBy.get(number) ?? visitor;
    enteredBy.set(number, visitor);
    return [
      ...ticketProblem(line, number, numberOf(line.ticket)),
      ...(isUncalled ? [`${line.at}: ${visitor} came in as number ${number} uncalled.`] : []),
      ...(other === visitor ? [] : [`${line.at}: ${other} and ${visitor} came in as ${number}.`]),
    ];
  });
}

function ticketProblem({ at, ticket }: AdmissionLine, number: number, drawn: number | undefined) {
  if (drawn === number) {
    return [];
  }
  const shown = ticket === null ? 'no ticket of this draw' : `ticket ${ticket}`;
  const worth = drawn === undefined ? '' : `, which drew ${drawn}`;
  return [`${at}: number ${number} came in with ${shown}${worth}.`];
}

/** What each ticket has drawn; undefined for none of this draw. */
function numberReader({ key, n, base }: ClosedDraw) {
  const order = createDrawOrder(key, Math.max(1, n));
  return (ticket: number | null): number | undefined =>
    ticket === null || ticket >= n ? undefined : base + 1 + order.rankOf(ticket);
}
