function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

/** About the stay in the shop: its end, and what was wished for too late. */
export const enStay = {
  session: {
    label: 'Your time in the shop',
    endsIn: (clock: string) => `Your time in the shop ends in ${clock}.`,
    spoken: (minutes: number, seconds: number) =>
      minutes > 0
        ? `Your time in the shop ends in ${minutes} ${plural(minutes, 'minute', 'minutes')}.`
        : `Your time in the shop ends in ${seconds} seconds.`,
    fixed: 'It cannot be prolonged. Seats that you hold stay held until their own countdown ends.',
    keep: 'Keep my place',
    keeping: 'One moment…',
    kept: 'Your place is kept.',
    keepFailed: 'That did not work. Please try again.',
    over: 'Your time in the shop is over',
    overText:
      'Nothing that you typed or chose is lost. To go on, take a new place in line; what you were doing comes back with you.',
    overHolds: 'Seats that you hold stay held until their own countdown ends.',
    toLine: 'Go back to the line',
    stay: 'Stay on this page',
  },
  kept: {
    label: 'Not done yet',
    hold: (seats: string) => `You wanted to hold ${seats}.`,
    holdBest: (count: number) =>
      `You wanted to hold the best ${count} ${plural(count, 'seat', 'seats')} left.`,
    pay: (order: number) => `You wanted to pay order ${order}.`,
    release: (order: number) => `You wanted to give back the seats of order ${order}.`,
    charge: (points: string) => `You wanted to charge ${points}.`,
    notDone: 'Your time in the shop ended before that, so nothing was done.',
    tryAgain: 'Try again',
    trying: 'One moment…',
    forget: 'Forget it',
  },
};

export type StayMessages = typeof enStay;
