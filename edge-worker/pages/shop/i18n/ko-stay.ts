import type { StayMessages } from './en-stay.ts';

export const koStay: StayMessages = {
  session: {
    label: '이용 시간',
    endsIn: (clock) => `이용 시간이 ${clock} 뒤에 끝납니다.`,
    spoken: (minutes, seconds) =>
      minutes > 0
        ? `이용 시간이 ${minutes}분 뒤에 끝납니다.`
        : `이용 시간이 ${seconds}초 뒤에 끝납니다.`,
    fixed: '이용 시간은 연장할 수 없습니다. 잡아 둔 좌석은 좌석별 남은 시간까지 그대로 유지됩니다.',
    keep: '계속 이용하기',
    keeping: '잠시만요…',
    kept: '계속 이용하실 수 있습니다.',
    keepFailed: '연장하지 못했습니다. 다시 시도해 주세요.',
    over: '이용 시간이 끝났습니다',
    overText:
      '입력하거나 선택하신 내용은 그대로 있습니다. 계속하려면 다시 줄을 서 주세요. 하시던 일을 이어서 할 수 있습니다.',
    overHolds: '잡아 둔 좌석은 좌석별 남은 시간까지 그대로 유지됩니다.',
    toLine: '다시 줄 서기',
    stay: '이 페이지에 머무르기',
  },
  kept: {
    label: '아직 처리되지 않음',
    hold: (seats) => `${seats} 좌석을 잡으려고 하셨습니다.`,
    holdBest: (count) => `남은 좌석 중 가장 좋은 ${count}석을 잡으려고 하셨습니다.`,
    pay: (order) => `주문 ${order}번을 결제하려고 하셨습니다.`,
    release: (order) => `주문 ${order}번의 좌석을 돌려놓으려고 하셨습니다.`,
    charge: (points) => `${points}를 충전하려고 하셨습니다.`,
    notDone: '그 전에 이용 시간이 끝나서 처리되지 않았습니다.',
    tryAgain: '다시 시도',
    trying: '잠시만요…',
    forget: '하지 않기',
  },
};
