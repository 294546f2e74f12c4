--[[
  How many may be called: slots, the rate, and how many of the called come, and how soon.
]]

-- How long a called visitor's slot stays reserved. Those who are present claim well within it;
-- the absent lose the reservation, not the call, so that they stall nobody.
local RESERVE_MS = 5000
-- Seconds of admission that may be made up at once after a pause.
local BURST_SECONDS = 2
-- What one decided call (came, or lapsed) weighs in the measured share of those who come, and in their delay.
local SHOW_UP_WEIGHT = 0.02
-- However few come, this share at least is reckoned with: one slot is called to ten times at most.
local LEAST_SHOW_UP = 0.1
-- The departures of the next moments are called for beforehand, over the time that the called take to come.
local FLOW_WINDOW_MS = 10000
local MOST_AHEAD = 0.2

-- The share of the called who come: an exponentially weighted average over the calls decided so far.
local function learnShowUp(state, came, lapsed)
  local kept = (1 - SHOW_UP_WEIGHT) ^ (came + lapsed)
  local share = came / (came + lapsed)
  state.showUp = math.max(LEAST_SHOW_UP, state.showUp * kept + share * (1 - kept))
  redis.call('HSET', STATE, 'showUp', tostring(state.showUp))
end

-- How long the called take to come to the door, ms: the same kind of average.
local function learnClaimDelay(state, delay)
  state.claimDelay = state.claimDelay + (delay - state.claimDelay) * SHOW_UP_WEIGHT
  redis.call('HSET', STATE, 'claimDelay', tostring(state.claimDelay))
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

local function entriesSince(ms)
  return redis.call('ZCOUNT', ENTRIES, '(' .. (now - ms), '+inf')
end

-- Slots that will have come free by the time that a visitor who is called now stands at the door. As many
-- leave a full room as enter it (Little's law), so the entries tell.
local function slotsComing(state)
  local perMs = entriesSince(FLOW_WINDOW_MS) / FLOW_WINDOW_MS
  return math.min(perMs * state.claimDelay, state.capacity * MOST_AHEAD)
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
