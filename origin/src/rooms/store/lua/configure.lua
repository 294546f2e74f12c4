--[[
  Puts newer settings into force; older or equal ones change nothing.

  ARGV[1…] settings: settingsVersion, capacity, rate, sessionMs, claimMs, returnMs, renews,
           paused, suspended, method, message as JSON

  Returns 1 when they were applied, else 0.
]]
local inForce = tonumber(redis.call('HGET', STATE, 'settingsVersion'))
if inForce == nil or inForce >= tonumber(ARGV[1]) then
  return 0
end
redis.call('HSET', STATE,
  'settingsVersion', ARGV[1], 'capacity', ARGV[2], 'rate', ARGV[3], 'sessionMs', ARGV[4],
  'claimMs', ARGV[5], 'returnMs', ARGV[6], 'renews', ARGV[7], 'paused', ARGV[8],
  'suspended', ARGV[9], 'method', ARGV[10], 'message', ARGV[11])
return 1
