--[[
  Gives arriving visitors their numbers, in the order of the batch. Where the line is empty and a
  slot is free, a visitor is called on the spot. Safe to run twice: a place that is known keeps
  what it has. A number that comes along is the one that the place carries from an earlier epoch;
  its visitor waits again under it.

  ARGV pairs: place id, its number or ''

  Returns {'closed'}, {'rejecting'} or {'ok', epoch, number, called (0|1), number, called, …}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
if state.method == 'reject' and state.suspended == 0 then
  return { 'rejecting' }
end
expire(state)
refillCredit(state)

local unlimited = state.method == 'passthrough' or state.suspended == 1
local lineIsEmpty = redis.call('ZCARD', WAITING) == 0
local free = math.min(freeSlots(state), entriesLeft(state)) - reservedSlots(state)
local before = state.issued
local calls = 0
local calledUpTo = state.calledUpTo
local reply = { 'ok', state.epoch }

local function maySkipLine()
  return unlimited or (mayCall(state) and lineIsEmpty and free - calls >= 1 and state.credit - calls >= 1)
end

local function admitNew(place)
  state.issued = state.issued + 1
  if maySkipLine() then
    calls = calls + 1
    redis.call('ZADD', CALLED, now + state.claimMs, place)
    if lineIsEmpty then
      calledUpTo = state.issued
    end
    return state.issued, 1
  end
  lineIsEmpty = false
  redis.call('ZADD', WAITING, state.issued, place)
  return state.issued, 0
end

-- Whoever had been called keeps the turn; everybody else waits again under the old number.
local function restoreOld(place, number)
  state.issued = math.max(state.issued, number)
  if number <= state.calledUpTo then
    redis.call('ZADD', CALLED, now + state.claimMs, place)
    return number, 1
  end
  lineIsEmpty = false
  redis.call('ZADD', WAITING, number, place)
  return number, 0
end

for index = 1, #ARGV, 2 do
  local place, old = ARGV[index], tonumber(ARGV[index + 1])
  local number, called = tonumber(redis.call('ZSCORE', WAITING, place)), 0
  if not number and (redis.call('ZSCORE', CALLED, place) or redis.call('ZSCORE', ACTIVE, place)) then
    number, called = old or state.calledUpTo, 1
  elseif not number and old and isRevoked(place, old) then
    -- Sent to the door, where `enter` tells it that it has ended.
    number, called = old, 1
  elseif not number and old then
    number, called = restoreOld(place, old)
  elseif not number then
    number, called = admitNew(place)
  end
  reply[#reply + 1] = number
  reply[#reply + 1] = called
end

if state.issued > before then
  redis.call('HSET', STATE, 'issued', state.issued, 'calledUpTo', calledUpTo)
end
if calls > 0 and not unlimited then
  spendCredit(state, calls)
end
return reply
