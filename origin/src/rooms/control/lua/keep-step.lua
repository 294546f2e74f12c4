--[[
  Writes one step of a room's controller down, unless another origin was faster.

  KEYS[1] hash: serial, memory, latest, and counts by reason   KEYS[2] list of steps, newest first
  ARGV[1] the serial that the step was decided on   ARGV[2] memory, JSON   ARGV[3] step, JSON
  ARGV[4] its reason   ARGV[5] 1 when it changed something, else 0
  ARGV[6] steps kept   ARGV[7] how long all is kept without another step, ms

  Returns 1 when it was, else 0.
]]
if (redis.call('HGET', KEYS[1], 'serial') or '0') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'serial', ARGV[1] + 1, 'memory', ARGV[2], 'latest', ARGV[3])
redis.call('HINCRBY', KEYS[1], 'steps:' .. ARGV[4], 1)
if ARGV[5] == '1' then
  redis.call('LPUSH', KEYS[2], ARGV[3])
  redis.call('LTRIM', KEYS[2], 0, ARGV[6] - 1)
end
redis.call('PEXPIRE', KEYS[1], ARGV[7])
redis.call('PEXPIRE', KEYS[2], ARGV[7])
return 1
