--[[
  What every script of the room shares; put before each of them. All take the same seven keys:

  KEYS[1] state    hash: epoch, issued, calledUpTo, totals, pacing and the settings in force
  KEYS[2] waiting  zset: place id -> number
  KEYS[3] called   zset: place id -> claim deadline, ms
  KEYS[4] active   zset: place id -> session expiry, ms
  KEYS[5] entries  zset: entry serial -> time of entry, ms (the last minute)
  KEYS[6] lapsed   zset: place id -> when its call lapsed, ms; negative once it has returned
  KEYS[7] revoked  zset: place id -> until when it is remembered as ended by an operator or the shop, ms

  The only clock is Redis TIME. A script that finds no state replies {'closed'}: Redis lost its
  memory, and the origin opens the room again from the last checkpoint.
]]
local STATE, WAITING, CALLED, ACTIVE, ENTRIES, LAPSED, REVOKED =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]

local MINUTE_MS = 60000
local PLACE_LIFETIME_MS = 24 * 60 * MINUTE_MS
-- How long a called visitor's slot stays reserved. Those who are present claim well within it;
-- the absent lose the reservation, not the call, so that they stall nobody.
local RESERVE_MS = 5000
-- Seconds of admission that may be made up at once after a pause.
local BURST_SECONDS = 2
-- What one decided call (came, or lapsed) weighs in the measured share of those who come.
local SHOW_UP_WEIGHT = 0.02
-- However few come, this share at least is reckoned with: one slot is called to ten times at most.
local LEAST_SHOW_UP = 0.1

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local FIELDS = {
  'epoch', 'issued', 'calledUpTo', 'settingsVersion', 'capacity', 'rate', 'sessionMs',
  'claimMs', 'returnMs', 'renews', 'paused', 'suspended', 'credit', 'creditAt', 'resumeAt',
  'showUp',
}

-- Keeps the whole document for those who read the room, and by themselves the settings that scripts decide by.
local function putSettings(version, json)
  local settings = cjson.decode(json)
  local function flag(value)
    return value and 1 or 0
  end
  redis.call('HSET', STATE,
    'settingsVersion', version, 'settings', json,
    'capacity', settings.total_active_users, 'rate', settings.new_users_per_minute,
    'sessionMs', math.floor(settings.session_duration * 60000 + 0.5),
    'claimMs', settings.claim_seconds * 1000, 'returnMs', settings.return_seconds * 1000,
    'renews', flag(not settings.disable_session_renewal), 'paused', flag(settings.queue_all),
    'suspended', flag(settings.suspended), 'method', settings.queueing_method)
  return settings
end

local function loadState()
  local values = redis.call('HMGET', STATE, 'method', unpack(FIELDS))
  if not values[2] then
    return nil
  end
  local state = { method = values[1] }
  for index, field in ipairs(FIELDS) do
    state[field] = tonumber(values[index + 1])
  end
  state.showUp = state.showUp or 1
  return state
end

-- The share of the called who come: an exponentially weighted average over the calls decided so far.
local function learnShowUp(state, came, lapsed)
  local kept = (1 - SHOW_UP_WEIGHT) ^ (came + lapsed)
  local share = came / (came + lapsed)
  state.showUp = math.max(LEAST_SHOW_UP, state.showUp * kept + share * (1 - kept))
  redis.call('HSET', STATE, 'showUp', tostring(state.showUp))
end

-- Ends what time has ended: sessions, claims, the chance to return, entries older than a minute.
local function expire(state)
  redis.call('ZREMRANGEBYSCORE', ACTIVE, '-inf', now)
  redis.call('ZREMRANGEBYSCORE', ENTRIES, '-inf', now - MINUTE_MS)
  local late = redis.call('ZRANGEBYSCORE', CALLED, '-inf', now, 'LIMIT', 0, 1000)
  for _, place in ipairs(late) do
    redis.call('ZADD', LAPSED, 'NX', now, place)
    redis.call('ZREM', CALLED, place)
  end
  if #late > 0 then
    redis.call('HINCRBY', STATE, 'noShow', #late)
    learnShowUp(state, 0, #late)
  end
  redis.call('ZREMRANGEBYSCORE', LAPSED, 0, now - state.returnMs)
  -- Who has returned is remembered for as long as a place lives: it may do so once.
  redis.call('ZREMRANGEBYSCORE', LAPSED, -(now - PLACE_LIFETIME_MS), -1)
end

local function freeSlots(state)
  return state.capacity - redis.call('ZCARD', ACTIVE)
end

local function reservedSlots(state)
  return redis.call('ZCOUNT', CALLED, now + state.claimMs - RESERVE_MS, '+inf')
end

local function entriesLeft(state)
  return state.rate - redis.call('ZCARD', ENTRIES)
end

-- Entries that the pace allows now: a token bucket, so that admission is smooth within the minute.
local function refillCredit(state)
  local burst = math.max(1, state.rate / 60 * BURST_SECONDS)
  local earned = (now - state.creditAt) * state.rate / MINUTE_MS
  state.credit = math.min(burst, state.credit + math.max(0, earned))
  state.creditAt = now
end

-- A call costs the entries that it is expected to bring.
local function spendCredit(state, calls)
  state.credit = state.credit - calls * state.showUp
  redis.call('HSET', STATE, 'credit', tostring(state.credit), 'creditAt', state.creditAt)
end

local function mayCall(state)
  return state.paused == 0 and state.method ~= 'reject' and now >= state.resumeAt
end
