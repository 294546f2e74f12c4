--[[
  One tick: ends what time has ended, then calls as many of the lowest numbers as free slots, the
  rate and the pace allow, given how many of the called come, and how soon. Safe to run twice or from two
  origins at once: a second run finds the slots reserved. While a slot is free and nobody stands at the
  door, at least one visitor is called, whoever stands before. Calling too many is no harm: `enter` keeps the cap.

  ARGV[1] the most to call in one run

  Returns {'closed'} or {'ok', called now, id of a draw whose tickets are to be numbered or 0,
  numbered up to, the draw's last number, how many wait up to there, 0 where all is due at once}
]]
local state = not isTakenOver() and loadState()
if not state then
  return { 'closed' }
end
expire(state)
refillCredit(state)
learnShowUp(state)

local function callsAllowed()
  if not mayCall(state) then
    return 0
  end
  local most = tonumber(ARGV[1])
  if isUnlimited(state) then
    return most
  end
  local free, left = slotsForOthers(state), entriesLeft(state)
  if left < 1 then
    return 0
  end
  local wanted = math.min(free + slotsComing(state), left) - reservedSlots(state)
  local calls = math.floor(wanted / state.showUp)
  -- Whoever stands at the door takes the slot.
  if free >= 1 and atDoor() == 0 then
    calls = math.max(1, calls)
  end
  return math.min(calls, math.floor(state.credit / state.showUp), most)
end

local allowed = callsAllowed()
turnDraws(state, allowed >= 1 and callableIn('main', state) == 0)
local called = 0
if allowed >= 1 then
  called = callNext(state, allowed)
end
if called > 0 and not isUnlimited(state) then
  spendCredit(state, called)
end
local numbered = { state.numbering, state.numberedUpTo or 0, state.numberingEnd or 0 }
-- An event's draw is not made before the one before it is in the line: then all of that is due.
local isDue = inPrequeue(state) or state.openDraw >= EVENT_DRAWS
return { 'ok', called, numbered[1], numbered[2], numbered[3], isDue and 0 or callableIn('main', state) }
