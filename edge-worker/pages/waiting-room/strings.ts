/** Every word that the waiting page can say, in every language it speaks. */

export type Language = 'ko' | 'en';

/** What a visitor is told about: the words of one situation. */
export type Situation =
  | 'waiting'
  | 'crowded'
  | 'paused'
  | 'holding'
  | 'away'
  | 'numberless'
  | 'next'
  | 'entering'
  | 'closed'
  | 'left'
  | 'forgotten';

/** What may need saying beside the situation. */
export type Notice = 'none' | 'offline' | 'recounted' | 'leave_failed';

export type Strings = {
  room: string;
  situations: Record<Situation, { headline: string; sentence: string }>;
  notices: Record<Exclude<Notice, 'none'>, string>;
  position: string;
  ofWaiting: (waiting: string) => string;
  people: string;
  nobodyAhead: string;
  atMost: (people: string) => string;
  wait: string;
  waitUnknown: string;
  number: string;
  updated: string;
  progress: string;
  keep: string;
  leave: string;
  leaveTitle: string;
  leaveWarning: string;
  leaveConfirm: string;
  stay: string;
  joinAgain: string;
  tryAgain: string;
  otherLanguage: string;
  renews: (seconds: number) => string;
  lookNow: string;
  spoken: (position: string, wait: string) => string;
};

export const STRINGS: Record<Language, Strings> = {
  en: {
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
      paused: {
        headline: 'The line is paused',
        sentence:
          'The organiser is letting nobody in for the moment. Nobody can overtake you: your place is kept.',
      },
      holding: {
        headline: 'We are holding your place',
        sentence:
          'The line is being put back in order after a disturbance. Your number stays valid.',
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
    },
    position: 'Your position',
    ofWaiting: (waiting) => `of ${waiting} in line`,
    people: 'People ahead',
    nobodyAhead: 'nobody',
    atMost: (people) => `at most ${people}`,
    wait: 'Estimated wait',
    waitUnknown: 'not known yet',
    number: 'Your number',
    updated: 'Last updated',
    progress: 'The way you have come since you joined',
    keep: 'This page updates itself. Your place is remembered in this browser.',
    leave: 'Leave the line',
    leaveTitle: 'Leave the line?',
    leaveWarning: 'You give up your place. If you come back, you start at the end.',
    leaveConfirm: 'Yes, leave',
    stay: 'Stay in line',
    joinAgain: 'Join again',
    tryAgain: 'Try again',
    otherLanguage: '한국어',
    renews: (seconds) => `This page renews itself every ${seconds} seconds.`,
    lookNow: 'Look now',
    spoken: (position, wait) => `Position ${position}. Estimated wait: ${wait}.`,
  },
  ko: {
    room: '대기실',
    situations: {
      waiting: {
        headline: '입장 대기 중입니다',
        sentence: '번호 순서대로 입장합니다. 차례가 되면 이 페이지에서 자동으로 입장됩니다.',
      },
      crowded: {
        headline: '입장 대기 중입니다',
        sentence:
          '지금은 예매 화면이 가득 찼습니다. 먼저 입장한 분들이 나가는 대로 줄이 줄어듭니다.',
      },
      paused: {
        headline: '입장이 잠시 멈췄습니다',
        sentence:
          '운영자가 입장을 잠시 멈추었습니다. 다른 분이 앞지를 수 없으며, 내 순서는 그대로 유지됩니다.',
      },
      holding: {
        headline: '내 순서를 지키고 있습니다',
        sentence: '일시적인 장애 후 줄을 다시 정리하고 있습니다. 내 번호는 그대로 유효합니다.',
      },
      away: {
        headline: '예매 화면에 연결할 수 없습니다',
        sentence:
          '지금은 예매 화면에 연결되지 않습니다. 내 순서는 유지되며, 복구되는 대로 이어집니다.',
      },
      numberless: {
        headline: '곧 번호를 드리겠습니다',
        sentence: '지금은 대기 번호를 발급할 수 없습니다. 이 페이지가 계속 다시 요청합니다.',
      },
      next: {
        headline: '다음은 내 차례입니다',
        sentence:
          '입장 차례가 되었지만 예매 화면이 가득 찼습니다. 한 분이 나가는 대로 바로 입장됩니다. 이 페이지를 닫지 마세요.',
      },
      entering: {
        headline: '입장하세요',
        sentence: '차례가 되었습니다. 예매 화면으로 이동하고 있습니다.',
      },
      closed: {
        headline: '지금은 입장이 마감되었습니다',
        sentence: '현재 새로운 방문자의 입장을 받지 않습니다. 찾아 주셔서 감사합니다.',
      },
      left: {
        headline: '줄에서 나왔습니다',
        sentence: '내 순서가 취소되었습니다. 새 번호로 다시 줄을 설 수 있습니다.',
      },
      forgotten: {
        headline: '브라우저가 순서를 기억하지 못합니다',
        sentence:
          '순서는 쿠키에 저장되는데 브라우저가 쿠키를 보내지 않습니다. 이 사이트의 쿠키를 허용한 뒤 다시 시도해 주세요.',
      },
    },
    notices: {
      offline:
        '대기실에 연결되지 않습니다. 마지막으로 확인한 상태를 보여 드리며 계속 다시 연결합니다. 내 순서는 유지됩니다.',
      recounted:
        '대기 인원을 다시 집계하여 순서가 전보다 늘어났습니다. 내 번호와 입장 순서는 그대로입니다.',
      leave_failed: '지금은 줄에서 나갈 수 없습니다. 다시 시도해 주세요.',
    },
    position: '내 순서',
    ofWaiting: (waiting) => `전체 대기 ${waiting}명`,
    people: '내 앞 대기 인원',
    nobodyAhead: '없음',
    atMost: (people) => `최대 ${people}명`,
    wait: '예상 대기 시간',
    waitUnknown: '아직 알 수 없습니다',
    number: '내 번호',
    updated: '최근 갱신',
    progress: '줄을 선 뒤 지나온 정도',
    keep: '이 페이지는 자동으로 갱신됩니다. 내 순서는 이 브라우저에 저장되어 있습니다.',
    leave: '줄에서 나가기',
    leaveTitle: '줄에서 나가시겠어요?',
    leaveWarning: '지금 순서를 포기하게 됩니다. 다시 오시면 맨 뒤에 서게 됩니다.',
    leaveConfirm: '네, 나가기',
    stay: '계속 기다리기',
    joinAgain: '다시 줄 서기',
    tryAgain: '다시 시도',
    otherLanguage: 'English',
    renews: (seconds) => `이 페이지는 ${seconds}초마다 자동으로 새로 고쳐집니다.`,
    lookNow: '지금 확인',
    spoken: (position, wait) => `내 순서 ${position}번. 예상 대기 시간: ${wait}.`,
  },
};
