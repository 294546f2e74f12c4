--[[
  Tickets and draws. While a draw is open, who arrives gets a ticket (0, 1, 2 …) instead of a number. When it
  closes its n tickets become the numbers base + 1 … base + n, in the order that its key gives (see
  `draw-order.ts` of the protocol). The origin computes that order and writes it into the line from the front
  (`number.lua`), so that a million tickets delay the first call by nothing.

  A draw is that of an event, open from its pre-queue to its start, or one after the other in a room that
  draws at random, each closed when the line before it has been called.

  Tickets of the open draw and of the one that is being numbered stand in one zset: by turns in the lower and the
  upper slot.
]]
local SLOT = 1000000000000
-- Ids of events' draws are above this: the same in every epoch.
local EVENT_DRAWS = 1000000000000
local DRAWS_PER_EPOCH = 1000000
local DRAWS_KEPT = 3

local function inPrequeue(state)
  return state.prequeueAt ~= nil and state.prequeueAt <= now and now < state.startAt
end

local function openDraw(state, id, key, commitment)
  state.openDraw, state.openTickets, state.openSlot = id, 0, 1 - state.openSlot
  redis.call('HSET', STATE, 'openDraw', string.format('%.0f', id), 'openTickets', 0,
    'openSlot', state.openSlot, 'openKey', key, 'openCommitment', commitment)
end

-- Gives the open draw's next ticket. Returns the index.
local function giveTicket(state, place)
  local index = state.openTickets
  state.openTickets = index + 1
  redis.call('HSET', STATE, 'openTickets', state.openTickets)
  redis.call('ZADD', TICKETS, state.openSlot * SLOT + index, place)
  return index
end

-- The ticket of a score in `tickets`: the draw's id and the index.
local function readTicket(state, score)
  local slot = score >= SLOT and 1 or 0
  local isOpen = state.openDraw > 0 and slot == state.openSlot
  return isOpen and state.openDraw or state.numbering, score - slot * SLOT
end

local function closeDraw(state)
  local keys = redis.call('HMGET', STATE, 'openKey', 'openCommitment', 'draws')
  local draws = cjson.decode(keys[3] or '[]')
  table.insert(draws, 1, {
    id = state.openDraw, key = keys[1], commitment = keys[2], slot = state.openSlot,
    base = state.issued, n = state.openTickets,
  })
  draws[DRAWS_KEPT + 1] = nil
  state.numbering, state.numberedUpTo = state.openDraw, state.issued
  state.issued = state.issued + state.openTickets
  if state.openDraw >= EVENT_DRAWS then
    state.lastEventDraw = state.openDraw
    redis.call('HSET', STATE, 'lastEventDraw', string.format('%.0f', state.openDraw))
  end
  state.numberingEnd, state.openDraw = state.issued, 0
  draws[1].at = now
  writeLog('draw', cjson.encode(draws[1]))
  draws[1].at = nil
  redis.call('HSET', STATE, 'draws', cjson.encode(draws), 'issued', state.issued, 'openDraw', 0,
    'numbering', string.format('%.0f', state.numbering), 'numberedUpTo', state.numberedUpTo,
    'numberingEnd', state.numberingEnd)
end

-- Opens the event's draw with its pre-queue and closes it at its start; `hasTurn` says that the line has nobody
-- left to call, which is when a room that draws at random draws.
local function turnDraws(state, hasTurn)
  if state.openDraw > 0 then
    local isEvents = state.openDraw >= EVENT_DRAWS
    local isOver = inPrequeue(state) or hasTurn or state.method ~= 'random'
    if isEvents then
      isOver = not inPrequeue(state) or state.openDraw ~= state.eventDraw
    end
    if isOver and state.numbering == 0 then
      closeDraw(state)
    end
  end
  if inPrequeue(state) and state.openDraw == 0 and state.eventDraw ~= state.lastEventDraw then
    local keys = redis.call('HMGET', STATE, 'eventKey', 'eventCommitment')
    openDraw(state, state.eventDraw, keys[1], keys[2])
  end
end

-- Where newcomers get tickets just now. A room that draws at random opens its next draw here.
local function takesTickets(state, key, commitment)
  if state.openDraw == 0 and state.method == 'random' then
    local serial = redis.call('HINCRBY', STATE, 'drawSerial', 1)
    openDraw(state, state.epoch * DRAWS_PER_EPOCH + serial, key, commitment)
  end
  return state.openDraw > 0
end

-- What the checkpoint knows of the draws; `unseen`: how many tickets may have been given without it. Tickets of an event's open draw go on; those of a random draw come to new ones.
local function putDraws(json)
  local known = cjson.decode(json)
  redis.call('HSET', STATE, 'priorityIssued', known.priority.issued,
    'priorityCalledUpTo', known.priority.calledUpTo)
  if #known.closed > 0 then
    redis.call('HSET', STATE, 'draws', cjson.encode(known.closed),
      'numberingEnd', known.closed[1].base + known.closed[1].n)
  end
  for _, draw in ipairs(known.closed) do
    if draw.id >= EVENT_DRAWS then
      redis.call('HSET', STATE, 'lastEventDraw', string.format('%.0f', draw.id))
    end
  end
  local open, state = known.open, loadState()
  local tickets = nil
  if open ~= cjson.null and state.eventDraw == open.id then
    tickets = open.tickets
  elseif known.unseen and inPrequeue(state) and state.eventDraw ~= state.lastEventDraw then
    -- Opened since the checkpoint: its first tickets have been given.
    tickets = known.unseen
  end
  local hasStarted = state.startAt ~= nil and state.startAt <= now
  if known.unseen and hasStarted and state.eventDraw ~= state.lastEventDraw then
    -- Its draw may have been closed since the checkpoint, and numbers given behind those of its tickets.
    redis.call('HINCRBY', STATE, 'issued', tickets or known.unseen)
  end
  if tickets then
    local keys = redis.call('HMGET', STATE, 'eventKey', 'eventCommitment')
    redis.call('HSET', STATE, 'openDraw', string.format('%.0f', state.eventDraw), 'openSlot', 0,
      'openTickets', tickets, 'openKey', keys[1], 'openCommitment', keys[2])
  end
end
