--[[
  Gives arriving visitors their numbers, in the order of the batch, or tickets while a draw is open. Where
  the line is empty and a slot is free, a visitor is called on the spot. Safe to run twice: a place that is
  known keeps what it has. A number or a ticket that comes along is the one that the place carries from an
  earlier epoch; its visitor waits again under it.

  ARGV[1] key of a draw that this may open, hex   ARGV[2] the key's SHA-256
  ARGV[3…] five for each: place id, lane, number or '', its draw or '', its index in the draw or ''

  Returns {'closed'} or {'ok', epoch, and four for each: number or 0, draw or 0, index,
  1 when called, 2 when turned away, 3 when the ticket's number is to be brought along, 4 when it waits in the
  priority lane, else 0}
]]
local state = not isTakenOver() and loadState()
if not state then
  return { 'closed' }
end
expire(state)
refillCredit(state)
turnDraws(state, false)

local function isLineEmpty()
  return redis.call('ZCARD', WAITING) + redis.call('ZCARD', TICKETS) == 0
end

local free = math.min(slotsForOthers(state), entriesLeft(state)) - reservedSlots(state)
local calls = 0
local lineIsEmpty = isLineEmpty()

local function maySkipLine()
  if isUnlimited(state) then
    return true
  end
  return mayCall(state) and lineIsEmpty and not inPrequeue(state)
    and free - calls >= 1 and state.credit - calls >= 1
end

local function nextNumber()
  state.issued = state.issued + 1
  return state.issued
end

local function callNow(place, number)
  addToCohort(now, 1, 0)
  redis.call('ZADD', CALLED, now + state.claimMs, place)
  return number, 0, 0, 1
end

local function putInLine(place)
  if maySkipLine() then
    calls = calls + 1
    local number = nextNumber()
    if lineIsEmpty then
      state.calledUpTo = number
      redis.call('HSET', STATE, 'calledUpTo', number)
    end
    return callNow(place, number)
  end
  lineIsEmpty = false
  if takesTickets(state, ARGV[1], ARGV[2]) then
    return 0, state.openDraw, giveTicket(state, place), 0
  end
  local number = nextNumber()
  redis.call('ZADD', WAITING, number, place)
  return number, 0, 0, 0
end

local function admitNew(place)
  if not takesNewcomers(state) then
    return 0, 0, 0, 2
  end
  return putInLine(place)
end

-- Whoever had been called keeps the turn; everybody else waits again under the old number.
local function restoreNumber(place, lane, number)
  local isPriority = lane == 'priority'
  local issued = isPriority and 'priorityIssued' or 'issued'
  state[issued] = math.max(state[issued], number)
  if number <= (isPriority and state.priorityCalledUpTo or state.calledUpTo) then
    if isOfDraw(state, lane, number) then
      logCalls(state, { visitorOf(place) .. ',' .. string.format('%.0f', number) })
    end
    return callNow(place, number)
  end
  lineIsEmpty = false
  redis.call('ZADD', WAITING, scoreOf(lane, number), place)
  return number, 0, 0, isPriority and 4 or 0
end

-- Whether the ticket has a number by now, which the origin computes.
local function isDrawn(draw, index)
  for _, closed in ipairs(cjson.decode(redis.call('HGET', STATE, 'draws') or '[]')) do
    if closed.id == draw then
      return index < closed.n
    end
  end
  return false
end

-- A ticket counts in its own draw alone; of another draw it is worth a new one.
local function restoreTicket(place, draw, index)
  if isDrawn(draw, index) then
    return 0, draw, index, 3
  end
  if draw ~= state.openDraw then
    return putInLine(place)
  end
  lineIsEmpty = false
  state.openTickets = math.max(state.openTickets, index + 1)
  redis.call('HSET', STATE, 'openTickets', state.openTickets)
  redis.call('ZADD', TICKETS, state.openSlot * SLOT + index, place)
  return 0, draw, index, 0
end

-- Where the batch stood before it arrived: one question to each set, not one a place.
local ids = {}
for index = 3, #ARGV, 5 do
  ids[#ids + 1] = ARGV[index]
end
local known = {}
local sets = {
  waiting = WAITING, tickets = TICKETS, called = CALLED, active = ACTIVE, revoked = REVOKED, lapsed = LAPSED,
}
for name, key in pairs(sets) do
  -- A batch in which the rules for joining refused everybody asks for the epoch alone.
  known[name] = #ids > 0 and redis.call('ZMSCORE', key, unpack(ids)) or {}
end

local function hasEnded(at, lane, number, draw, index)
  return (tonumber(known.revoked[at]) or 0) > now or isInWave(lane, number, draw, index)
end

local function place(at, lane, number, draw, index)
  local id = ids[at]
  if known.waiting[at] then
    -- Whoever joins again under the same key may have been taken over into the other lane since.
    local itsLane, inLane = readScore(tonumber(known.waiting[at]))
    return inLane, 0, 0, itsLane == 'priority' and 4 or 0
  end
  if known.tickets[at] then
    local itsDraw, itsIndex = readTicket(state, tonumber(known.tickets[at]))
    return 0, itsDraw, itsIndex, 0
  end
  if known.called[at] or known.active[at] then
    -- Whose number the sets of the called do not know goes on without one: another's would be false in the record.
    return number or 0, 0, 0, 1
  end
  -- Sent to the door, where `enter` tells it that it has ended or, where it missed its call, lets it back to the front.
  if known.lapsed[at] or hasEnded(at, lane, number, draw, index) then
    return number or 0, draw or 0, index or 0, 1
  end
  if number then
    return restoreNumber(id, lane, number)
  end
  if draw then
    return restoreTicket(id, draw, index)
  end
  return admitNew(id)
end

local reply = { 'ok', state.epoch }
-- A place that stands in the batch twice is answered twice, and stands in the line once.
local answers = {}
for at, id in ipairs(ids) do
  local index = at * 5 - 2
  local answer = answers[id] or { place(at, ARGV[index + 1],
    tonumber(ARGV[index + 2]), tonumber(ARGV[index + 3]), tonumber(ARGV[index + 4])) }
  answers[id] = answer
  for part = 1, 4 do
    reply[#reply + 1] = answer[part]
  end
end

redis.call('HSET', STATE, 'issued', state.issued, 'priorityIssued', state.priorityIssued)
if calls > 0 and not isUnlimited(state) then
  spendCredit(state, calls)
end
return reply
