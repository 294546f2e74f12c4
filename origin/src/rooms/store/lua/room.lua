--[[
  What every script of the room shares; put before each of them. All take the same ten keys:

  KEYS[1] state    hash: epoch, issued, calledUpTo, totals, pacing, draws and the settings in force
  KEYS[2] waiting  zset: place id -> number, in the priority lane with the lane's base added
  KEYS[3] called   zset: place id -> claim deadline, ms
  KEYS[4] active   zset: place id -> session expiry, ms
  KEYS[5] entries  zset: entry serial -> time of entry, ms (the last minute)
  KEYS[6] lapsed   zset: place id -> when its call lapsed, ms; negative once it has returned
  KEYS[7] revoked  zset: place id -> until when it is remembered as ended by an operator or the shop, ms
  KEYS[8] tickets  zset: place id -> index in its draw, with the draw's slot added (see draw.lua)
  KEYS[9] log      stream: calls and entries under drawn numbers, until the record has them (see record.lua)
  KEYS[10] door    zset: place id -> when it last stood at the door, called and not let in yet, ms

  The only clock is Redis TIME. A script that finds no state replies {'closed'}: Redis lost its
  memory, and the origin opens the room again from the last checkpoint.
]]
local STATE, WAITING, CALLED, ACTIVE, ENTRIES, LAPSED, REVOKED, TICKETS, LOG, DOOR =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]

local MINUTE_MS = 60000
local PLACE_LIFETIME_MS = 24 * 60 * MINUTE_MS

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local FIELDS = {
  'epoch', 'issued', 'calledUpTo', 'priorityIssued', 'priorityCalledUpTo', 'priorityShare',
  'laneTurn', 'settingsVersion', 'capacity', 'rate', 'limitActive', 'limitRate', 'soldOut',
  'sessionMs', 'claimMs', 'returnMs', 'renews', 'paused', 'suspended', 'drain', 'credit',
  'creditAt', 'resumeAt', 'showUp', 'claimDelay', 'prequeueAt', 'startAt', 'eventDraw',
  'lastEventDraw', 'openDraw', 'openSlot', 'openTickets', 'numbering', 'numberedUpTo',
  'numberingEnd',
}
-- Fields that an open room may lack.
local ABSENT = {
  priorityIssued = 0, priorityCalledUpTo = 0, laneTurn = 0, soldOut = 0, showUp = 1,
  claimDelay = 0, openDraw = 0, openSlot = 0, openTickets = 0, numbering = 0,
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
    'suspended', flag(settings.suspended), 'drain', flag(settings.drain),
    'priorityShare', settings.priority_share, 'method', settings.queueing_method)
  return settings
end

-- What makes settings newer than others: how often an operator changed something, then the last time at which an
-- event of the room began or ended.
local function putOrder(edits, boundary)
  redis.call('HSET', STATE, 'settingsEdits', edits, 'settingsBoundary', boundary)
end

local function isNewer(edits, boundary)
  local inForce = redis.call('HMGET', STATE, 'settingsEdits', 'settingsBoundary')
  local before = tonumber(inForce[1])
  if before == nil or edits ~= before then
    return before ~= nil and edits > before
  end
  return boundary > tonumber(inForce[2])
end

-- The event that is on or that the room waits for; '' for none.
local function putEvent(json)
  if json == '' then
    redis.call('HDEL', STATE, 'event', 'prequeueAt', 'startAt', 'eventDraw', 'eventKey', 'eventCommitment')
    return
  end
  local event = cjson.decode(json)
  redis.call('HSET', STATE, 'event', cjson.encode(event.view), 'startAt', event.startAt,
    'prequeueAt', event.prequeueAt, 'eventDraw', event.draw, 'eventKey', event.key,
    'eventCommitment', event.commitment)
end

-- The state, with the cap and the rate as low as the room's limits hold them just now.
local function loadState()
  local values = redis.call('HMGET', STATE, 'method', unpack(FIELDS))
  if not values[2] then
    return nil
  end
  local state = { method = values[1] }
  for index, field in ipairs(FIELDS) do
    state[field] = tonumber(values[index + 1]) or ABSENT[field]
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
