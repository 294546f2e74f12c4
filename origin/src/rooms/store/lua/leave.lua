--[[
  Takes a visitor out of the room, wherever it stands. Safe to run twice.

  ARGV[1] place id   ARGV[2] the total to count it under: left | completed | revoked
  ARGV[3] how long a revoked place is remembered, ms

  Returns {'closed'} or {'ok', 1 when a slot was freed, else 0}
]]
if redis.call('EXISTS', STATE) == 0 then
  return { 'closed' }
end
local _, freed = endPlace(ARGV[1], ARGV[2])
if ARGV[2] == 'revoked' then
  rememberRevoked(ARGV[1], tonumber(ARGV[3]))
end
return { 'ok', freed }
