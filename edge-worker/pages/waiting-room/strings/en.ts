import type { Strings } from './words.ts';

export const en: Strings = {
  language: 'English',
  languages: 'Language',
  room: 'Waiting room',
  situations: {
    waiting: {
      headline: 'You are in line',
      sentence:
        'Everybody enters in the order of their numbers. When it is your turn, this page takes you in.',
    },
    crowded: {
      headline: 'You are in line',
      sentence: 'The shop is full right now. The line moves on as visitors finish and leave.',
    },
    slow_shop: {
      headline: 'You are in line',
      sentence:
        'The shop is slow right now, so fewer visitors are let in until it has caught up. Your place is kept.',
    },
    few_seats: {
      headline: 'You are in line',
      sentence:
        'Only few seats are left, so only as many visitors enter as there are seats. More come free when somebody does not pay.',
    },
    slower: {
      headline: 'You are in line',
      sentence: 'The visitors inside take longer than those before them. The order stays the same.',
    },
    draining: {
      headline: 'You are in line',
      sentence: 'Nobody else can join this line. Everybody who is in it still gets their turn.',
    },
    paused: {
      headline: 'The line is paused',
      sentence:
        'The organiser is letting nobody in for the moment. Nobody can overtake you: your place is kept.',
    },
    holding: {
      headline: 'We are holding your place',
      sentence: 'The line is being put back in order after a disturbance. Your number stays valid.',
    },
    away: {
      headline: 'The shop is out of reach',
      sentence:
        'We cannot reach the shop at the moment. Your place is kept, and we go on as soon as it is back.',
    },
    numberless: {
      headline: 'You will get a number soon',
      sentence:
        'The waiting room cannot give out numbers at the moment. This page keeps asking for one.',
    },
    early: {
      headline: 'You are early',
      sentence: 'Tickets for the line are not given out yet. Nothing is lost: this page waits.',
    },
    prequeue: {
      headline: 'The sale has not started yet',
      sentence:
        'At the start, lots decide the order of all tickets. It makes no difference who came first.',
    },
    prequeue_in_order: {
      headline: 'The sale has not started yet',
      sentence: 'You are in already. When the sale starts, everybody goes in order of arrival.',
    },
    draw: {
      headline: 'Your number is drawn soon',
      sentence:
        'Here lots decide the order of those who wait. The next draw is a few moments away.',
    },
    challenge: {
      headline: 'One moment before you join',
      sentence:
        'We check that a person is here, so that programs take nobody’s place. You join the line right after.',
    },
    next: {
      headline: 'You are next',
      sentence:
        'It is your turn. The shop is full, and you go in as soon as somebody leaves it. Please keep this page open.',
    },
    entering: {
      headline: 'Come in',
      sentence: 'It is your turn. We are taking you to the shop.',
    },
    closed: {
      headline: 'The shop is closed to new visitors',
      sentence: 'Nobody else is being let in at the moment. Thank you for coming by.',
    },
    sold_out: {
      headline: 'Sold out',
      sentence:
        'Every seat is sold, and this line has ended. We are sorry, and thank you for waiting.',
    },
    left: {
      headline: 'You have left the line',
      sentence: 'Your place was given up. You can join again with a new number.',
    },
    forgotten: {
      headline: 'Your browser does not keep your place',
      sentence:
        'Your place is remembered in a cookie, and your browser does not send it back. Please allow cookies for this site, then try again.',
    },
  },
  notices: {
    offline:
      'No connection to the waiting room. You see the last known state; we keep trying, and your place is kept.',
    recounted:
      'The line was counted again, so your position is higher than before. Your number and the order are the same.',
    leave_failed: 'You could not leave the line just now. Please try again.',
    challenge_failed: 'That did not work. The check is starting again.',
  },
  later: {
    paused: 'Later than before: the line was paused for a while.',
    full: 'Later than before: the shop was full for a while.',
    holding_place: 'Later than before: the line was put back in order for a while.',
    unavailable: 'Later than before: the shop was out of reach for a while.',
    slow_shop: 'Later than before: the shop is slow, so fewer visitors are let in.',
    few_seats: 'Later than before: only few seats are left, so fewer visitors are let in.',
    slower: 'Later than before: the visitors inside take longer.',
    other: 'Later than before: fewer visitors were let in lately than we had reckoned with.',
  },
  position: 'Your position',
  ofWaiting: (waiting) => `of ${waiting} in line`,
  people: 'People ahead',
  nobodyAhead: 'nobody',
  atMost: (people) => `at most ${people}`,
  wait: 'Estimated wait',
  waitUnknown: 'not known yet',
  number: 'Your number',
  ticket: 'Your ticket',
  ofTickets: (ticket, tickets) => `${ticket} of ${tickets}`,
  updated: 'Last updated',
  progress: 'The way you have come since you joined',
  opensIn: 'Tickets for the line in',
  startsIn: 'The sale starts in',
  anyMoment: 'any moment',
  days: (days) => (days === 1 ? '1 day' : `${days} days`),
  share: (percent) => `${percent} % of the entries go to visitors with a code.`,
  ownLane: 'You are in the line for visitors with a code.',
  keep: 'This page updates itself. Your place is remembered in this browser.',
  leave: 'Leave the line',
  leaveTitle: 'Leave the line?',
  leaveWarning: 'You give up your place. If you come back, you start at the end.',
  leaveConfirm: 'Yes, leave',
  stay: 'Stay in line',
  joinAgain: 'Join again',
  tryAgain: 'Try again',
  otherConcerts: 'See the other concerts',
  renews: (seconds) => `This page renews itself every ${seconds} seconds.`,
  lookNow: 'Look now',
  spoken: (position, wait) => `Position ${position}. Estimated wait: ${wait}.`,
  challenge: {
    needsScript: 'This check needs JavaScript. Please allow it for this site, then look again.',
    label: 'Check that you are a person',
  },
  alerts: {
    summary: 'Tell me when it is my turn',
    explain: 'Off until you turn it on, and only in this browser.',
    kinds: {
      sound: 'Play a sound',
      vibration: 'Vibrate',
      notification: 'Show a notification',
      awake: 'Keep the screen on',
    },
    refused: 'Your browser does not allow it. You can change that in its settings for this site.',
  },
  draw: {
    summary: 'How the order is drawn',
    before:
      'A secret key decides the order. It was made before the first ticket was given, and this is its fingerprint. At the start the key is published: if it fits the fingerprint, nobody can have changed it after seeing who came.',
    after:
      'The order has been drawn and its key is public. Your browser can do the sum again by itself, without asking us.',
    fingerprint: 'Fingerprint of the key (SHA-256)',
    check: 'Check my number',
    checked: (ticket, of, number) =>
      `Your ticket ${ticket} of ${of} drew number ${number}: checked. The key fits the fingerprint that this browser saw before the start.`,
    unseen: (ticket, of, number) =>
      `Your ticket ${ticket} of ${of} drew number ${number}: checked. The key fits the published fingerprint, but this browser had not seen it before the start.`,
    inOrder: (ticket, of, number) =>
      `There were no lots: the order is that of arrival. Your ticket ${ticket} of ${of} has number ${number}: checked.`,
    changed:
      'This is not right: the fingerprint is another than the one this browser saw before the start. Please keep a picture of this page and ask the organiser.',
    wrongKey:
      'This is not right: the published key does not fit its fingerprint. Please keep a picture of this page and ask the organiser.',
    wrongNumber: (expected, told) =>
      `This is not right: your ticket drew number ${expected}, but you stand under ${told}. Please keep a picture of this page and ask the organiser.`,
    unknownVersion:
      'This page is too old to check this draw. Please load it again; your place is kept.',
  },
  code: {
    summary: 'I have a code',
    label: 'Your code',
    send: 'Use the code',
    done: 'Your code is accepted.',
  },
  device: {
    summary: 'Go on with another device',
    explain: 'A recovery code moves your place to another browser. Your place here then ends.',
    make: 'Keep my place on another device',
    made: 'Scan this picture or enter the code there. Show it to nobody: whoever has it can take your place.',
    qr: 'QR code that moves your place',
    haveCode: 'I have a recovery code',
    claim: 'Take over that place',
    claimed: 'Your place is here now.',
    offerTitle: 'Take over your place here?',
    offerText: 'This address carries a recovery code. The place then ends on the other device.',
    offerYes: 'Yes, go on here',
    offerNo: 'No',
  },
  failures: {
    unknown:
      'This code is not known or no longer valid. Please look at its letters and digits again.',
    used_up: 'This code has been used already.',
    too_many: 'Too many tries. Please wait a minute.',
    unavailable: 'This is not available at the moment.',
    failed: 'That did not work just now. Please try again.',
  },
};
