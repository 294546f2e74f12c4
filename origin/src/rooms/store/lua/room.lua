--[[
  The state of the room, and what follows from it alone.

  Its format is counted, since Redis keeps the room over a deployment: FORMAT grows with each change after which older
  code could not read the state, or newer code not what older code left.
]]
local FORMAT = 1
local FIELDS = {
  'epoch', 'issued', 'calledUpTo', 'priorityIssued', 'priorityCalledUpTo', 'priorityShare',
  'laneTurn', 'settingsVersion', 'capacity', 'rate', 'limitActive', 'limitRate', 'soldOut',
  'sessionMs', 'claimMs', 'returnMs', 'renews', 'paused', 'suspended', 'drain', 'credit',
  'creditAt', 'resumeAt', 'showUp', 'claimDelay', 'prequeueAt', 'startAt', 'eventDraw',
  'lastEventDraw', 'openDraw', 'openSlot', 'openTickets', 'numbering', 'numberedUpTo',
  'numberingEnd', 'survivors', 'survivorsUntil',
}
-- Fields that an open room may lack.
local ABSENT = {
  priorityIssued = 0, priorityCalledUpTo = 0, laneTurn = 0, soldOut = 0, showUp = 1,
  claimDelay = 0, openDraw = 0, openSlot = 0, openTickets = 0, numbering = 0,
  survivors = 0, survivorsUntil = 0,
}

-- What operators and the shop have ended, the log for the record, and who entered in the last minute, is worth keeping also
-- where it is not complete.
local function giveUpRoom()
  redis.call('UNLINK', STATE, WAITING, CALLED, ACTIVE, LAPSED, TICKETS, DOOR)
end

-- A room that older code left is given up as if Redis had lost it. One that newer code keeps is not touched.
local function isReadable(format)
  if format > FORMAT then
    error('The room is of format ' .. format .. ', and this origin reads ' .. FORMAT .. ': update it.', 0)
  end
  if format < FORMAT then
    giveUpRoom()
  end
  return format == FORMAT
end

-- The state, with the cap and the rate as low as the room's limits hold them just now.
local function loadState()
  local values = redis.call('HMGET', STATE, 'format', 'method', unpack(FIELDS))
  if not values[3] or not isReadable(tonumber(values[1]) or 0) then
    return nil
  end
  local state = { method = values[2] }
  for index, field in ipairs(FIELDS) do
    state[field] = tonumber(values[index + 2]) or ABSENT[field]
  end
  state.capacity = math.min(state.capacity, state.limitActive or state.capacity)
  state.rate = math.min(state.rate, state.limitRate or state.rate)
  return state
end

local function isUnlimited(state)
  return state.method == 'passthrough' or state.suspended == 1
end

local function takesNewcomers(state)
  return state.suspended == 1
    or (state.method ~= 'reject' and state.drain == 0 and state.soldOut == 0)
end

local function mayCall(state)
  return state.paused == 0 and state.soldOut == 0 and state.method ~= 'reject' and now >= state.resumeAt
end
