--[[
  Opens a room whose state is not in Redis: the first time, or after Redis lost it. An open room
  stays as it is but for the numbers that it skips, so any number of origins may try. No one is called before `grace` has passed:
  the places that survived in browsers come back first.

  ARGV[1] epoch   ARGV[2] issued   ARGV[3] calledUpTo   ARGV[4] grace, ms
  ARGV[5] version of the settings   ARGV[6] settings, JSON   ARGV[7] event, JSON or ''
  ARGV[8] edits   ARGV[9] last boundary of an event, ms (see `isNewer` in settings.lua)
  ARGV[10] the draws that the checkpoint knows, JSON: {"closed": [...], "open": {"id", "tickets"} or null,
          "priority": {"issued", "calledUpTo"}, "unseen": tickets that may have been given since, after a loss}
  ARGV[11] how many were inside before

  Returns the epoch in force.
]]
if redis.call('HSETNX', STATE, 'epoch', ARGV[1]) == 1 then
  redis.call('HSET', STATE,
    'format', FORMAT, 'issued', ARGV[2], 'calledUpTo', ARGV[3], 'resumeAt', now + tonumber(ARGV[4]),
    'history', readHistory() or '')
  local settings = putSettings(ARGV[5], ARGV[6])
  putEvent(ARGV[7])
  putOrder(ARGV[8], ARGV[9])
  putDraws(ARGV[10])
  local credit = math.max(1, settings.new_users_per_minute / 60)
  redis.call('HSET', STATE, 'credit', tostring(credit), 'creditAt', now)
  local sessionMs = tonumber(redis.call('HGET', STATE, 'sessionMs'))
  redis.call('HSET', STATE, 'survivors', ARGV[11], 'survivorsUntil', now + sessionMs)
elseif tonumber(ARGV[2]) > tonumber(redis.call('HGET', STATE, 'issued')) then
  -- Two claimed an epoch: numbers go on behind what the checkpoint says of the later one, or it could not be written.
  redis.call('HSET', STATE, 'issued', ARGV[2])
end
return tonumber(redis.call('HGET', STATE, 'epoch'))
