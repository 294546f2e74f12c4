--[[
  How settings and the event in force are written into the state.
]]
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
