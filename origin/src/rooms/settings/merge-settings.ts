import { AppError, type RoomSettings, type RoomSettingsPatch } from '@frontrow/protocol';

/** A shorter session than this does not shorten the time to claim a call. */
const CLAIM_SECONDS_ALWAYS = 60;

type Rule = {
  names: readonly (keyof RoomSettings)[];
  /** The sentence that refuses the settings; undefined where they work. */
  refuse: (settings: RoomSettings) => string | undefined;
};

const RULES: Rule[] = [
  {
    names: ['controlled', 'floor_users_per_minute', 'new_users_per_minute'],
    refuse: ({ controlled, floor_users_per_minute: floor, new_users_per_minute: rate }) =>
      controlled && floor > rate
        ? `A controlled room goes between floor_users_per_minute (${floor}) and new_users_per_minute (${rate}): the floor must not be the higher.`
        : undefined,
  },
  {
    names: ['claim_seconds', 'session_duration'],
    refuse: ({ claim_seconds: claim, session_duration: minutes }) => {
      const longest = Math.max(CLAIM_SECONDS_ALWAYS, Math.floor(minutes * 60));
      return claim > longest
        ? `claim_seconds (${claim}) must not be longer than a session (${longest} seconds here): calls that nobody answers would keep the slots empty.`
        : undefined;
    },
  },
];

/** The settings with a patch applied. Refuses what cannot work together, where the patch has a part in it. */
export function mergeSettings(before: RoomSettings, patch: RoomSettingsPatch): RoomSettings {
  const changed = definedOf(patch);
  const after = { ...before, ...changed };
  for (const { names, refuse } of RULES) {
    const reason = names.some((name) => name in changed) ? refuse(after) : undefined;
    if (reason !== undefined) {
      throw new AppError('invalid_input', reason);
    }
  }
  return after;
}

/** A patch whose absent settings are absent, so that spreading it overwrites nothing with undefined. */
function definedOf(patch: RoomSettingsPatch) {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof RoomSettingsPatch]: NonNullable<RoomSettingsPatch[K]>;
  };
}
