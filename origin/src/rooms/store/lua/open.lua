--[[
  Opens a room whose state is not in Redis: the first time, or after Redis lost it. An open room
  stays as it is, so any number of origins may try. No one is called before `grace` has passed:
  the places that survived in browsers come back first.

  ARGV[1] epoch   ARGV[2] issued   ARGV[3] calledUpTo   ARGV[4] grace, ms
  ARGV[5…] settings: settingsVersion, capacity, rate, sessionMs, claimMs, returnMs, renews,
           paused, suspended, method, message as JSON

  Returns the epoch in force.
]]
if redis.call('HSETNX', STATE, 'epoch', ARGV[1]) == 1 then
  redis.call('HSET', STATE,
    'issued', ARGV[2], 'calledUpTo', ARGV[3], 'resumeAt', now + tonumber(ARGV[4]),
    'settingsVersion', ARGV[5], 'capacity', ARGV[6], 'rate', ARGV[7], 'sessionMs', ARGV[8],
    'claimMs', ARGV[9], 'returnMs', ARGV[10], 'renews', ARGV[11], 'paused', ARGV[12],
    'suspended', ARGV[13], 'method', ARGV[14], 'message', ARGV[15],
    'credit', tostring(math.max(1, tonumber(ARGV[7]) / 60)), 'creditAt', now)
end
return tonumber(redis.call('HGET', STATE, 'epoch'))
