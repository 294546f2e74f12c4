--[[
  Takes a visitor out of the room, wherever it stands. Safe to run twice.

  ARGV[1] place id   ARGV[2] the total to count it under: left | completed

  Returns {'closed'} or {'ok', 1 when a slot was freed, else 0}
]]
if redis.call('EXISTS', STATE) == 0 then
  return { 'closed' }
end
local place = ARGV[1]
local waited = redis.call('ZREM', WAITING, place)
local freed = redis.call('ZREM', CALLED, place) + redis.call('ZREM', ACTIVE, place)
redis.call('ZREM', LAPSED, place)
if waited + freed > 0 then
  redis.call('HINCRBY', STATE, ARGV[2], 1)
end
return { 'ok', freed > 0 and 1 or 0 }
