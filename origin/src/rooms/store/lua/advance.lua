--[[
  One tick: ends what time has ended, then calls as many of the lowest numbers as free slots, the
  rate and the pace allow, given how many of the called come. Safe to run twice or from two origins
  at once: a second run finds the slots reserved. While a slot is free at least one visitor is
  called, whoever stands before. Calling too many is no harm: `enter` keeps the cap.

  ARGV[1] the most to call in one run

  Returns {'closed'} or {'ok', called now, calledUpTo}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
expire(state)
refillCredit(state)

local unlimited = state.method == 'passthrough' or state.suspended == 1

local function callsAllowed()
  if not mayCall(state) then
    return 0
  end
  if unlimited then
    return tonumber(ARGV[1])
  end
  local open = math.min(freeSlots(state), entriesLeft(state))
  if open < 1 then
    return 0
  end
  local expected = reservedSlots(state) * state.showUp
  local calls = math.max(1, math.floor((open - expected) / state.showUp))
  return math.min(calls, math.floor(state.credit / state.showUp), tonumber(ARGV[1]))
end

local allowed = callsAllowed()
if allowed < 1 then
  return { 'ok', 0, state.calledUpTo }
end
local next = redis.call('ZPOPMIN', WAITING, allowed)
if #next == 0 then
  return { 'ok', 0, state.calledUpTo }
end
local calls = {}
for index = 1, #next, 2 do
  calls[#calls + 1] = now + state.claimMs
  calls[#calls + 1] = next[index]
end
redis.call('ZADD', CALLED, unpack(calls))
local upTo = math.max(state.calledUpTo, tonumber(next[#next]))
redis.call('HSET', STATE, 'calledUpTo', upTo)
if not unlimited then
  spendCredit(state, #next / 2)
end
return { 'ok', #next / 2, upTo }
