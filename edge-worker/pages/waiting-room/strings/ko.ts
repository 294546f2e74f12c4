import type { Strings } from './words.ts';

export const ko: Strings = {
  language: '한국어',
  languages: '언어',
  room: '대기실',
  situations: {
    waiting: {
      headline: '입장 대기 중입니다',
      sentence: '번호 순서대로 입장합니다. 차례가 되면 이 페이지에서 자동으로 입장됩니다.',
    },
    crowded: {
      headline: '입장 대기 중입니다',
      sentence: '지금은 예매 화면이 가득 찼습니다. 먼저 입장한 분들이 나가는 대로 줄이 줄어듭니다.',
    },
    slow_shop: {
      headline: '입장 대기 중입니다',
      sentence:
        '지금 예매 화면이 느려서 회복될 때까지 입장 인원을 줄이고 있습니다. 내 순서는 그대로 유지됩니다.',
    },
    few_seats: {
      headline: '입장 대기 중입니다',
      sentence:
        '남은 좌석이 적어서 좌석 수만큼만 입장합니다. 결제되지 않은 좌석은 다시 나올 수 있습니다.',
    },
    slower: {
      headline: '입장 대기 중입니다',
      sentence: '먼저 입장한 분들의 예매가 평소보다 오래 걸리고 있습니다. 순서는 그대로입니다.',
    },
    draining: {
      headline: '입장 대기 중입니다',
      sentence: '이 줄에는 더 이상 새로 설 수 없습니다. 이미 서 있는 분은 모두 차례가 옵니다.',
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
    early: {
      headline: '조금 일찍 오셨습니다',
      sentence: '아직 대기표를 나누어 드리지 않습니다. 이 페이지가 대신 기다립니다.',
    },
    prequeue: {
      headline: '아직 예매가 시작되지 않았습니다',
      sentence:
        '시작할 때 모든 대기표의 순서를 추첨으로 정합니다. 먼저 왔는지는 순서와 관계가 없습니다.',
    },
    prequeue_in_order: {
      headline: '아직 예매가 시작되지 않았습니다',
      sentence: '이미 줄에 서 계십니다. 예매가 시작되면 도착한 순서대로 입장합니다.',
    },
    draw: {
      headline: '곧 번호를 추첨합니다',
      sentence: '이곳은 기다리는 분들의 순서를 추첨으로 정합니다. 다음 추첨이 곧 있습니다.',
    },
    challenge: {
      headline: '줄을 서기 전에 잠시 확인합니다',
      sentence: '프로그램이 자리를 차지하지 않도록 사람인지 확인합니다. 확인되면 바로 줄을 섭니다.',
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
    sold_out: {
      headline: '매진되었습니다',
      sentence: '모든 좌석이 판매되어 줄이 끝났습니다. 기다려 주셔서 감사합니다.',
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
    challenge_failed: '확인되지 않았습니다. 다시 확인을 시작합니다.',
  },
  later: {
    paused: '전보다 늦어졌습니다: 입장이 잠시 멈춰 있었습니다.',
    full: '전보다 늦어졌습니다: 예매 화면이 한동안 가득 차 있었습니다.',
    holding_place: '전보다 늦어졌습니다: 줄을 다시 정리하는 시간이 있었습니다.',
    unavailable: '전보다 늦어졌습니다: 예매 화면에 한동안 연결되지 않았습니다.',
    slow_shop: '전보다 늦어졌습니다: 예매 화면이 느려 입장 인원을 줄였습니다.',
    few_seats: '전보다 늦어졌습니다: 남은 좌석이 적어 입장 인원을 줄였습니다.',
    slower: '전보다 늦어졌습니다: 입장한 분들의 예매가 오래 걸리고 있습니다.',
    other: '전보다 늦어졌습니다: 최근 입장한 인원이 예상보다 적었습니다.',
  },
  position: '내 순서',
  ofWaiting: (waiting) => `전체 대기 ${waiting}명`,
  people: '내 앞 대기 인원',
  nobodyAhead: '없음',
  atMost: (people) => `최대 ${people}명`,
  wait: '예상 대기 시간',
  waitUnknown: '아직 알 수 없습니다',
  number: '내 번호',
  ticket: '내 대기표',
  ofTickets: (ticket, tickets) => `${ticket}번 (전체 ${tickets}장)`,
  updated: '최근 갱신',
  progress: '줄을 선 뒤 지나온 정도',
  opensIn: '대기표 배부까지',
  startsIn: '예매 시작까지',
  anyMoment: '곧 시작합니다',
  days: (days) => `${days}일`,
  share: (percent) => `입장 인원의 ${percent}%는 코드가 있는 분에게 배정됩니다.`,
  ownLane: '코드가 있는 분들의 줄에 서 계십니다.',
  keep: '이 페이지는 자동으로 갱신됩니다. 내 순서는 이 브라우저에 저장되어 있습니다.',
  leave: '줄에서 나가기',
  leaveTitle: '줄에서 나가시겠어요?',
  leaveWarning: '지금 순서를 포기하게 됩니다. 다시 오시면 맨 뒤에 서게 됩니다.',
  leaveConfirm: '네, 나가기',
  stay: '계속 기다리기',
  joinAgain: '다시 줄 서기',
  tryAgain: '다시 시도',
  otherConcerts: '다른 공연 보기',
  renews: (seconds) => `이 페이지는 ${seconds}초마다 자동으로 새로 고쳐집니다.`,
  lookNow: '지금 확인',
  spoken: (position, wait) => `내 순서 ${position}번. 예상 대기 시간: ${wait}.`,
  challenge: {
    needsScript:
      '이 확인에는 자바스크립트가 필요합니다. 이 사이트에서 허용한 뒤 다시 확인해 주세요.',
    label: '사람인지 확인',
  },
  alerts: {
    summary: '차례가 되면 알림 받기',
    explain: '켜기 전에는 모두 꺼져 있으며, 이 브라우저에만 적용됩니다.',
    kinds: {
      sound: '소리로 알림',
      vibration: '진동으로 알림',
      notification: '알림 메시지 표시',
      awake: '화면 켜진 상태 유지',
    },
    refused: '브라우저에서 허용되지 않았습니다. 브라우저의 사이트 설정에서 바꿀 수 있습니다.',
  },
  draw: {
    summary: '순서를 추첨하는 방법',
    before:
      '비밀 키가 순서를 정합니다. 키는 첫 대기표가 나가기 전에 만들어졌고, 아래는 그 지문입니다. 시작할 때 키를 공개합니다. 키가 지문과 맞으면 누가 왔는지 본 뒤에 바꾼 것이 아닙니다.',
    after:
      '추첨이 끝나고 키가 공개되었습니다. 서버에 묻지 않고 이 브라우저에서 직접 다시 계산할 수 있습니다.',
    fingerprint: '키의 지문 (SHA-256)',
    check: '내 번호 확인하기',
    checked: (ticket, of, number) =>
      `전체 ${of}장 중 내 대기표 ${ticket}번은 번호 ${number}을(를) 뽑았습니다. 확인했습니다. 키는 이 브라우저가 시작 전에 본 지문과 일치합니다.`,
    unseen: (ticket, of, number) =>
      `전체 ${of}장 중 내 대기표 ${ticket}번은 번호 ${number}을(를) 뽑았습니다. 확인했습니다. 키는 공개된 지문과 일치하지만, 이 브라우저는 시작 전에 지문을 보지 못했습니다.`,
    inOrder: (ticket, of, number) =>
      `추첨 없이 도착한 순서대로입니다. 전체 ${of}장 중 내 대기표 ${ticket}번의 번호는 ${number}입니다. 확인했습니다.`,
    changed:
      '맞지 않습니다. 지문이 이 브라우저가 시작 전에 본 것과 다릅니다. 이 화면을 저장해 두고 운영자에게 문의해 주세요.',
    wrongKey:
      '맞지 않습니다. 공개된 키가 지문과 일치하지 않습니다. 이 화면을 저장해 두고 운영자에게 문의해 주세요.',
    wrongNumber: (expected, told) =>
      `맞지 않습니다. 내 대기표가 뽑은 번호는 ${expected}인데 현재 번호는 ${told}입니다. 이 화면을 저장해 두고 운영자에게 문의해 주세요.`,
    unknownVersion:
      '이 페이지가 오래되어 이 추첨을 확인할 수 없습니다. 다시 불러와 주세요. 내 순서는 유지됩니다.',
  },
  code: {
    summary: '코드가 있습니다',
    label: '내 코드',
    send: '코드 사용하기',
    done: '코드가 확인되었습니다.',
  },
  device: {
    summary: '다른 기기에서 이어서 기다리기',
    explain: '복구 코드로 내 순서를 다른 브라우저로 옮깁니다. 옮기면 이곳의 순서는 끝납니다.',
    make: '다른 기기로 옮길 코드 만들기',
    made: '다른 기기에서 이 그림을 찍거나 코드를 입력하세요. 코드를 가진 사람은 내 순서를 가져갈 수 있으니 보여 주지 마세요.',
    qr: '내 순서를 옮기는 QR 코드',
    haveCode: '복구 코드가 있습니다',
    claim: '그 순서 이어받기',
    claimed: '이제 이곳에서 기다립니다.',
    offerTitle: '이곳에서 이어서 기다릴까요?',
    offerText: '이 주소에 복구 코드가 있습니다. 이어받으면 다른 기기의 순서는 끝납니다.',
    offerYes: '네, 여기서 기다리기',
    offerNo: '아니요',
  },
  failures: {
    unknown: '알 수 없거나 더 이상 유효하지 않은 코드입니다. 글자와 숫자를 다시 확인해 주세요.',
    used_up: '이미 사용된 코드입니다.',
    too_many: '시도가 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    unavailable: '지금은 사용할 수 없습니다.',
    failed: '지금은 처리되지 않았습니다. 다시 시도해 주세요.',
  },
};
