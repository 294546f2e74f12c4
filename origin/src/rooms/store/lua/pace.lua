--[[
  How many may be called: slots, the rate, and how many of the called come, and how soon.
]]

-- For whom of the called a slot is kept: as long as there is hope that they come, in steps of at least a second.
local HOPE_STEPS, LEAST_STEP_MS = 10, 1000
-- How soon the called come to the door as long as nothing is known of it, and at least, ms.
local UNKNOWN_DELAY_MS, LEAST_DELAY_MS = 2000, 250
-- Who stands at the door asks every other second; silent for so long it has gone away.
local AT_DOOR_MS = 5000
-- Nobody is certain to come: without a doubt, silence would teach nothing.
local MOST_HOPE = 0.95
-- Seconds of admission that may be made up at once after a pause.
local BURST_SECONDS = 2
-- The called are counted in cohorts by when they were called, since those who come do so within seconds and those
-- who do not are known for it only a minute later: the share must compare the same people.
local COHORT_MS, COHORTS = 4000, 16
-- By so many mean delays nearly all who come have come; not sooner and not later than these, ms.
local DECIDED_DELAYS, LEAST_DECIDED_MS, MOST_DECIDED_MS = 3, 5000, 40000
-- What the share known so far weighs against a window of cohorts, in calls.
local PRIOR_CALLS = 4
-- What one visitor who comes weighs in the measured delay.
local DELAY_WEIGHT = 0.05
-- However few come, this share at least is reckoned with: one slot is called to ten times at most.
local LEAST_SHOW_UP = 0.1
-- The departures of the next moments are called for beforehand, over the time that the called take to come.
local FLOW_WINDOW_MS = 10000
local MOST_AHEAD = 0.2

-- A number is kept with 14 digits. It counts as it is kept from now on: where a floor stands on it, the run that learns it
-- and the next would differ otherwise.
local function keepNumber(state, field, value)
  local text = tostring(value)
  state[field] = tonumber(text)
  redis.call('HSET', STATE, field, text)
end

local function addToCohort(at, called, came)
  local cohort = math.floor(at / COHORT_MS)
  local field = 'cohort' .. cohort % COHORTS
  local kept = cjson.decode(redis.call('HGET', STATE, field) or '[0,0,0]')
  if kept[1] ~= cohort then
    if cohort < kept[1] or called == 0 then
      return
    end
    kept = { cohort, 0, 0 }
  end
  redis.call('HSET', STATE, field, cjson.encode({ cohort, kept[2] + called, kept[3] + came }))
end

-- The share of the called who come, of the cohorts that have had time to and are not older than the ring.
local function learnShowUp(state)
  local fields = {}
  for index = 1, COHORTS do
    fields[index] = 'cohort' .. (index - 1)
  end
  local called, came = PRIOR_CALLS, PRIOR_CALLS * state.showUp
  local decided = math.max(LEAST_DECIDED_MS, DECIDED_DELAYS * state.claimDelay)
  local youngest = math.floor((now - math.min(MOST_DECIDED_MS, decided)) / COHORT_MS) - 1
  local oldest = math.floor(now / COHORT_MS) - COHORTS + 1
  for _, kept in ipairs(redis.call('HMGET', STATE, unpack(fields))) do
    local cohort = kept and cjson.decode(kept) or { 0, 0, 0 }
    if cohort[1] >= oldest and cohort[1] <= youngest then
      called, came = called + cohort[2], came + cohort[3]
    end
  end
  keepNumber(state, 'showUp', math.max(LEAST_SHOW_UP, math.min(1, came / called)))
end

-- A called visitor has come to the door, for the first time or again: it has shown up, and how soon is learnt.
local function comeToDoor(state, place)
  local deadline = tonumber(redis.call('ZSCORE', CALLED, place))
  if deadline and redis.call('ZADD', DOOR, now, place) == 1 then
    local calledAt = deadline - state.claimMs
    addToCohort(calledAt, 0, 1)
    keepNumber(state, 'claimDelay', state.claimDelay + (math.max(0, now - calledAt) - state.claimDelay) * DELAY_WEIGHT)
  end
end

-- Ends what time has ended: sessions, claims, the chance to return, entries older than a minute.
local function expire(state)
  if isYoungEpoch(state.epoch, state.resumeAt) then
    rememberOver(redis.call('ZRANGEBYSCORE', ACTIVE, '-inf', now))
    rememberOver(redis.call('ZRANGEBYSCORE', LAPSED, 0, now - state.returnMs))
  end
  redis.call('ZREMRANGEBYSCORE', ACTIVE, '-inf', now)
  redis.call('ZREMRANGEBYSCORE', ENTRIES, '-inf', now - MINUTE_MS)
  local late = redis.call('ZRANGEBYSCORE', CALLED, '-inf', now, 'LIMIT', 0, 1000)
  for _, place in ipairs(late) do
    redis.call('ZADD', LAPSED, 'NX', now, place)
    redis.call('ZREM', CALLED, place)
  end
  if #late > 0 then
    redis.call('HINCRBY', STATE, 'noShow', #late)
  end
  redis.call('ZREMRANGEBYSCORE', DOOR, '-inf', now - state.claimMs)
  redis.call('ZREMRANGEBYSCORE', LAPSED, 0, now - state.returnMs)
  -- Who has returned is remembered for as long as a place lives: it may do so once.
  redis.call('ZREMRANGEBYSCORE', LAPSED, -(now - PLACE_LIFETIME_MS), -1)
end

local function freeSlots(state)
  return state.capacity - redis.call('ZCARD', ACTIVE)
end

-- Without the slots that are kept for those who were inside when the room lost its memory and have not been heard of since:
-- fewer and fewer over the time that their sessions would have lasted, since whoever comes back does so sooner than later.
local function slotsForOthers(state)
  local hope = math.max(0, (state.survivorsUntil - now) / state.sessionMs)
  local kept = math.ceil(math.max(0, state.survivors) * math.min(1, hope))
  return freeSlots(state) - kept
end

local function atDoor()
  return redis.call('ZCOUNT', DOOR, now - AT_DOOR_MS, '+inf')
end

-- The called who have not come to the door, called at `from` to `to`: who stands at the door is in both sets under the
-- same moment.
local function silentSince(state, from, to)
  local called = redis.call('ZCOUNT', CALLED, state.claimMs + from, to and state.claimMs + to or '+inf')
  return math.max(0, called - redis.call('ZCOUNT', DOOR, from, to or '+inf'))
end

-- Slots that the called will need: those at the door all of them; of the others their share, and the longer they are
-- silent the less of it, by Bayes' rule with an exponential delay.
local function reservedSlots(state)
  local delay = state.claimDelay > 0 and math.max(LEAST_DELAY_MS, state.claimDelay) or UNKNOWN_DELAY_MS
  local step = math.max(LEAST_STEP_MS, math.floor(delay / 2))
  local hope = math.min(MOST_HOPE, state.showUp)
  local reserved = atDoor() + silentSince(state, now - step) * state.showUp
  for count = 2, HOPE_STEPS do
    local silent = silentSince(state, now - count * step, now - (count - 1) * step - 1)
    local coming = hope * math.exp(-(count - 1) * step / delay)
    reserved = reserved + silent * coming / (coming + 1 - hope)
  end
  return reserved
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
  if now < state.creditAt then
    -- A server whose clock is behind has taken over: what was earned there counts from now on.
    redis.call('HSET', STATE, 'creditAt', now)
  end
  local earned = (now - state.creditAt) * state.rate / MINUTE_MS
  state.credit = math.min(burst, state.credit + math.max(0, earned))
  state.creditAt = now
end

-- A call costs the entries that it is expected to bring.
local function spendCredit(state, calls)
  state.credit = state.credit - calls * state.showUp
  redis.call('HSET', STATE, 'credit', tostring(state.credit), 'creditAt', state.creditAt)
end
