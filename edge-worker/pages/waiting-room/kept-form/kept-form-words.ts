import type { Language } from '../strings/words.ts';

export type KeptFormWords = {
  waiting: string;
  ready: string;
  send: string;
  byHand: string;
  retry: string;
  file: (name: string) => string;
  secret: (name: string) => string;
};

/** What the page says about a form that was sent too late. */
export const KEPT_FORM_WORDS: Record<Language, KeptFormWords> = {
  en: {
    waiting:
      'What you filled in is kept on this page. It has not been sent; once it is your turn you can send it.',
    ready: 'What you filled in is still here and has not been sent yet.',
    send: 'Send it now',
    byHand:
      'This page does not renew itself, so that nothing is lost. Please try again from time to time.',
    retry: 'Try again',
    file: (name) => `Please choose the file again: ${name}`,
    secret: (name) => `Please enter it again: ${name}`,
  },
  ko: {
    waiting:
      '입력하신 내용은 이 페이지에 보관되어 있습니다. 아직 보내지 않았으며, 차례가 되면 보낼 수 있습니다.',
    ready: '입력하신 내용이 그대로 있습니다. 아직 보내지 않았습니다.',
    send: '지금 보내기',
    byHand:
      '내용을 잃지 않도록 이 페이지는 자동으로 새로 고쳐지지 않습니다. 가끔 다시 시도해 주세요.',
    retry: '다시 시도',
    file: (name) => `파일을 다시 선택해 주세요: ${name}`,
    secret: (name) => `다시 입력해 주세요: ${name}`,
  },
  ja: {
    waiting:
      '入力した内容はこのページに残っています。まだ送信されていません。順番が来たら送信できます。',
    ready: '入力した内容は残っています。まだ送信されていません。',
    send: '今すぐ送信',
    byHand:
      '内容が失われないよう、このページは自動で更新されません。ときどきもう一度お試しください。',
    retry: 'もう一度試す',
    file: (name) => `ファイルをもう一度選んでください: ${name}`,
    secret: (name) => `もう一度入力してください: ${name}`,
  },
};
