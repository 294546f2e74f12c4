import { describe, expect, it } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { readNotice } from './notice.ts';

const noTrouble = { leavingFailed: false, challengeFailed: false };
const calm = { status: lineStatus(), failures: 0, recounted: false };

describe('readNotice', () => {
  it('says nothing when all is well', () => {
    expect(readNotice({ sight: calm, ...noTrouble })).toBe('none');
  });

  it('says that the connection is lost', () => {
    expect(readNotice({ sight: { ...calm, failures: 1 }, ...noTrouble, leavingFailed: true })).toBe(
      'offline',
    );
  });

  it('does not repeat what the situation says already', () => {
    const status = lineStatus({ reason: 'unavailable' });
    expect(readNotice({ sight: { ...calm, status, failures: 1 }, ...noTrouble })).toBe('none');
  });

  it('explains a position that has risen', () => {
    expect(readNotice({ sight: { ...calm, recounted: true }, ...noTrouble })).toBe('recounted');
  });

  it('says that leaving did not work', () => {
    expect(readNotice({ sight: calm, ...noTrouble, leavingFailed: true })).toBe('leave_failed');
  });
});
