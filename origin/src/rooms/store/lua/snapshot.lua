--[[
  What the edge and the operator see of a room, with the settings in force. Changes nothing.

  Returns {'closed'} or {'ok', JSON of the fields below, JSON of the settings}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
local totals = {}
for _, total in ipairs({ 'entered', 'noShow', 'returned', 'left', 'completed', 'revoked' }) do
  totals[total] = tonumber(redis.call('HGET', STATE, total)) or 0
end
-- An empty table would be written as an object, not as a list.
local waves = revokedWaves()
return {
  'ok',
  cjson.encode({
    takenAt = now,
    epoch = state.epoch,
    issued = state.issued,
    calledUpTo = state.calledUpTo,
    waiting = redis.call('ZCARD', WAITING),
    called = redis.call('ZCOUNT', CALLED, '(' .. now, '+inf'),
    active = redis.call('ZCOUNT', ACTIVE, '(' .. now, '+inf'),
    entriesLastMinute = redis.call('ZCOUNT', ENTRIES, '(' .. (now - MINUTE_MS), '+inf'),
    totals = totals,
    revokedNumbers = #waves > 0 and waves or nil,
    settingsVersion = state.settingsVersion,
  }),
  redis.call('HGET', STATE, 'settings'),
}
