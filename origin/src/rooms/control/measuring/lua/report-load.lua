--[[
  One origin's window, in place of its last one.

  KEYS[1] hash: origin -> time of the report, ms | report, JSON
  ARGV[1] origin   ARGV[2] report, JSON   ARGV[3] how long reports count, ms

  Returns 1.
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now) .. '|' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
