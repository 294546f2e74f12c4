import { describe, expect, it } from 'vitest';
import { isOwnFormPost } from './form-request.ts';
import { readKeptForm } from './read-kept-form.ts';

const FORM = 'application/x-www-form-urlencoded';
const sent = (headers: Record<string, string>, method = 'POST') =>
  new Request('https://shop.test/orders', { method, headers });
const trace = { requestId: '1', clientIp: '192.0.2.1' };

describe('isOwnFormPost', () => {
  const own = {
    'content-type': FORM,
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'same-origin',
  };
  const old = { 'content-type': FORM, accept: 'text/html,*/*', origin: 'https://shop.test' };

  it.each([
    ['a form of a page of this host', own, true],
    ['a multipart form', { ...own, 'content-type': 'multipart/form-data; boundary=x' }, true],
    ['an older browser that names its origin', old, true],
    ['a form of another site', { ...own, 'sec-fetch-site': 'cross-site' }, false],
    ['a form of a neighbouring host', { ...own, 'sec-fetch-site': 'same-site' }, false],
    ['an older browser on another site', { ...old, origin: 'https://evil.test' }, false],
    ['one that says nothing of where it comes from', { ...old, origin: 'null' }, false],
    ['a script', { ...own, 'sec-fetch-mode': 'cors' }, false],
    ['a program', { 'content-type': FORM, accept: '*/*', origin: 'https://shop.test' }, false],
    ['JSON', { ...own, 'content-type': 'application/json' }, false],
    ['text', { ...own, 'content-type': 'text/plain' }, false],
  ])('tells %s', (_what, headers, expected) => {
    expect(isOwnFormPost(sent(headers))).toBe(expected);
  });

  it('is true of no GET', () => {
    expect(isOwnFormPost(sent(own, 'GET'))).toBe(false);
  });
});

describe('readKeptForm', () => {
  const target = { path: '/orders', search: '?a=1' };
  const read = (type: string, body: string) =>
    readKeptForm(
      { request: sent({ 'content-type': type }), target, trace },
      new Uint8Array(new TextEncoder().encode(body)),
    );

  it('reads fields in their order, doubled names and empty values too', async () => {
    expect(await read(FORM, 'seat=1&seat=2&note=&name=%EA%B9%80+%26')).toEqual({
      action: '/orders?a=1',
      type: FORM,
      fields: [
        { kind: 'text', name: 'seat', value: '1' },
        { kind: 'text', name: 'seat', value: '2' },
        { kind: 'text', name: 'note', value: '' },
        { kind: 'text', name: 'name', value: '김 &' },
      ],
    });
  });

  it('remembers of a file its name alone', async () => {
    const body =
      '--x\r\ncontent-disposition: form-data; name="f"; filename="a.pdf"\r\n\r\nbytes\r\n--x--\r\n';
    const form = await read('multipart/form-data; boundary=x', body);
    expect(form?.fields).toEqual([{ kind: 'file', name: 'f', fileName: 'a.pdf' }]);
  });

  it.each(['password', 'new_password', 'pwd', 'cardNumber', 'CVC', 'pin'])(
    'takes no value of %s',
    async (name) => {
      const form = await read(FORM, `${name}=hunter2`);
      expect(form?.fields).toEqual([{ kind: 'secret', name }]);
    },
  );

  it.each(['compass', 'shipping', 'opinion', 'passenger'])('keeps %s', async (name) => {
    expect((await read(FORM, `${name}=x`))?.fields).toMatchObject([{ kind: 'text' }]);
  });

  it('keeps nothing of what is not a form', async () => {
    expect(await read('application/json', '{}')).toBeUndefined();
    expect(await read('multipart/form-data; boundary=x', 'broken')).toBeUndefined();
  });
});
