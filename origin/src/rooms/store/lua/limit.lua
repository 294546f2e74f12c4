--[[
  Holds the room below its settings, or lets it go again.

  ARGV[1] the cap, or ''   ARGV[2] entries a minute, or ''   ARGV[3] why, or ''   ARGV[4] 1 when sold out, else 0

  Returns {'closed'} or {'ok'}
]]
if redis.call('EXISTS', STATE) == 0 then
  return { 'closed' }
end
for index, field in ipairs({ 'limitActive', 'limitRate', 'limitReason' }) do
  if ARGV[index] == '' then
    redis.call('HDEL', STATE, field)
  else
    redis.call('HSET', STATE, field, ARGV[index])
  end
end
redis.call('HSET', STATE, 'soldOut', ARGV[4])
return { 'ok' }
