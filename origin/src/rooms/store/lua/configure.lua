--[[
  Puts newer settings into force; older or equal ones change nothing.

  ARGV[1] version   ARGV[2] settings, JSON   ARGV[3] event, JSON or ''

  Returns 1 when they were applied, else 0.
]]
local inForce = tonumber(redis.call('HGET', STATE, 'settingsVersion'))
if inForce == nil or inForce >= tonumber(ARGV[1]) then
  return 0
end
putSettings(ARGV[1], ARGV[2])
putEvent(ARGV[3])
return 1
