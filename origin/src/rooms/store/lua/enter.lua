--[[
  The judge of every forwarded request: is this place inside, or may it come in now? The cap is
  hard: a called place becomes active only while a slot is free and the rolling minute has room;
  otherwise it stays at the door with its turn kept.

  ARGV[1] place id ('' for none)   ARGV[2] its number or ''   ARGV[3] its epoch
  ARGV[4] 1 when the visitor holds a valid room session, else 0   ARGV[5] its lane
  ARGV[6], ARGV[7] from when to when it was first told to enter, seconds since 1970, or ''
  ARGV[8] the draw of its ticket or ''   ARGV[9] the ticket's index or ''

  Returns {'closed'} or {outcome} or {'active', session expiry in ms, session length in ms}
  outcome: suspended | required | waiting | full | ended | lost | rejecting
]]
local state = not isTakenOver() and loadState()
if not state then
  return { 'closed' }
end
if state.suspended == 1 then
  return { 'suspended' }
end
local place, number, epoch, lane = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[5]
if place == '' then
  return { 'required' }
end
expire(state)
if isRevoked(place, lane, number, tonumber(ARGV[8]), tonumber(ARGV[9])) then
  endPlace(place, 'revoked')
  return { 'ended' }
end

local function admit()
  local expiry = now + state.sessionMs
  redis.call('ZADD', ACTIVE, expiry, place)
  return { 'active', expiry, state.sessionMs }
end

-- Whether the estimate that this visitor was first told has come true.
local function judgePromise()
  local from, to = tonumber(ARGV[6]), tonumber(ARGV[7])
  if not from then
    return
  end
  local seconds = now / 1000
  local verdict = seconds < from and 'etaEarly' or (seconds <= to and 'etaWithin' or 'etaLate')
  redis.call('HINCRBY', STATE, verdict, 1)
end

local function enterNow()
  judgePromise()
  redis.call('ZREM', WAITING, place)
  redis.call('ZREM', TICKETS, place)
  comeToDoor(state, place)
  local wasCalled = redis.call('ZREM', CALLED, place) == 1
  redis.call('ZREM', DOOR, place)
  local serial = redis.call('HINCRBY', STATE, 'entered', 1)
  redis.call('ZADD', ENTRIES, now, state.epoch .. ':' .. serial)
  if isOfDraw(state, lane, number) then
    local shown = { state.epoch, visitorOf(place), ARGV[2], ARGV[8], ARGV[9] }
    writeLog(wasCalled and 'entered' or 'passed', table.concat(shown, ','))
  end
  return admit()
end

local expiry = tonumber(redis.call('ZSCORE', ACTIVE, place))
if expiry and state.renews == 1 then
  return admit()
end
if expiry then
  return { 'active', expiry, state.sessionMs }
end
if state.method == 'reject' or state.soldOut == 1 then
  return { 'rejecting' }
end

local isCalled = redis.call('ZSCORE', CALLED, place)
local isWaiting = redis.call('ZSCORE', WAITING, place) or redis.call('ZSCORE', TICKETS, place)
if state.method == 'passthrough' and (isCalled or isWaiting) then
  return enterNow()
end
if isCalled then
  if state.paused == 0 and slotsForOthers(state) >= 1 and entriesLeft(state) >= 1 then
    return enterNow()
  end
  comeToDoor(state, place)
  redis.call('ZADD', CALLED, 'XX', now + state.claimMs, place)
  return { 'full' }
end
if isWaiting then
  return { 'waiting' }
end

local lapsedAt = tonumber(redis.call('ZSCORE', LAPSED, place))
if epoch < state.epoch and not (lapsedAt and lapsedAt < 0) then
  -- Inside before Redis lost its memory: goes on, if the slot that it had is still there.
  if ARGV[4] == '1' and freeSlots(state) >= 1 then
    redis.call('HINCRBY', STATE, 'survivors', -1)
    return admit()
  end
  return { 'lost' }
end
if lapsedAt and lapsedAt > 0 then
  -- Missed its call and is back in time: once, to the front, under its old number where it has one.
  redis.call('ZADD', LAPSED, -lapsedAt, place)
  redis.call('HINCRBY', STATE, 'returned', 1)
  redis.call('ZADD', WAITING, 'NX', scoreOf(lane, number or state.calledUpTo), place)
  return { 'waiting' }
end
return { 'ended' }
