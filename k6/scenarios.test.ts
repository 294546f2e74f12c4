import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS } from './build.ts';
import { isPlanName, PLANS } from './src/plans/plans.ts';
import { bundledScenarios } from './testing/load-scenario.ts';

const prepared = { logins: ['login-1'], prize: { scheduleId: 1, seatNos: [1, 2] } };
let bundled: Awaited<ReturnType<typeof bundledScenarios>>;

beforeAll(async () => {
  bundled = await bundledScenarios();
});
afterAll(() => bundled.remove());

describe('the k6 scenarios', () => {
  it('are those that have a plan', () => {
    expect(SCENARIOS).toEqual(Object.keys(PLANS).sort());
  });

  it.each(SCENARIOS)('%s bundles, and has thresholds and a visit', (name) => {
    const { scenario } = bundled.load(name, { prepared });
    const { thresholds, scenarios } = scenario.options;
    expect(Object.keys(scenarios)).toEqual([name]);
    expect(thresholds['dropped_iterations']).toEqual(['count==0']);
    const { business, poll } = { poll: undefined, business: undefined, ...planOf(name) };
    expect(thresholds['answer_ms{kind:business}'] !== undefined).toBe(business !== undefined);
    expect(thresholds['answer_ms{kind:poll}'] !== undefined).toBe(poll !== undefined);
    expect(scenario.default).toBeTypeOf('function');
    expect(scenario.handleSummary).toBeTypeOf('function');
  });

  it('take other numbers from the environment', () => {
    const env = { VUS: '7', SECONDS: '3', BOOKINGS: '2' };
    const { options } = bundled.load('seat-war', { prepared, env }).scenario;
    expect(options.scenarios['seat-war']).toMatchObject({ vus: 7, maxDuration: '3s' });
    expect(options.thresholds['bookings']).toEqual(['count>=2']);
  });

  it('let users grow on the ramp', () => {
    const env = { VUS: '40', SECONDS: '9' };
    const { options } = bundled.load('ramp-5000', { prepared, env }).scenario;
    expect(options.scenarios['ramp-5000']).toMatchObject({
      executor: 'ramping-vus',
      stages: [{ duration: '9s', target: 40 }],
    });
  });

  it.each([
    [{ VUS: 'abc' }, 'VUS takes a number above 0, not "abc".'],
    [{ SECONDS: '0' }, 'SECONDS takes a number above 0'],
    [{ BOOKINGS: 'some' }, 'BOOKINGS takes 0 or a number above it'],
  ])('refuse in words what is no number: %j', (env, words) => {
    expect(() => bundled.load('seat-war', { prepared, env })).toThrow(words);
  });

  it('say what is missing', () => {
    expect(() => bundled.load('smoke')).toThrow('PREPARED');
    expect(() => bundled.load('browser', { env: { TARGET: 'origin' } })).toThrow('edge');
  });

  it('keep polls apart from business', () => {
    const waiting = { state: 'waiting', number: 1, nextPollSeconds: 0.01 };
    const states = [waiting, waiting, { state: 'called' }, { state: 'active' }];
    const { scenario, counted } = bundled.load('smoke', {
      prepared,
      env: { SECONDS: '60' },
      send: ({ url }) => {
        const isRoom = /join|status|enter/.test(url);
        return {
          status: url.includes('concerts') ? 500 : 200,
          headers: {},
          body: JSON.stringify(isRoom ? states.shift() : {}),
        };
      },
    });
    void scenario.default();
    expect(counted.get('asked join')).toBe(1);
    expect(counted.get('asked status')).toBe(2);
    expect(counted.get('asked enter')).toBe(1);
    // The charge that was not answered 201, and the list of concerts.
    expect(counted.get('failed{kind:business}')).toBe(2);
    expect(counted.get('failed{kind:poll}')).toBe(0);
  });
});

function planOf(name: string): object {
  return isPlanName(name) ? PLANS[name] : {};
}
