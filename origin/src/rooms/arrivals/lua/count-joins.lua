--[[
  Counts who joins, by network, in the last 60 seconds, to the millisecond. A place that was counted is not
  counted again, so that a repeated join costs nothing; whoever is refused does not count.

  KEYS[n] zset of a network: place id -> when it joined, ms
  ARGV[1] joins that a network may make in a minute   ARGV[2…] pairs: which key, place id

  Returns for each pair 0 when it may join, else the ms until another one may
]]
local MINUTE_MS = 60000
local limit = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function join(network, place)
  redis.call('ZREMRANGEBYSCORE', network, '-inf', now - MINUTE_MS)
  if redis.call('ZSCORE', network, place) then
    return 0
  end
  if redis.call('ZCARD', network) >= limit then
    local oldest = redis.call('ZRANGE', network, 0, 0, 'WITHSCORES')
    return math.max(1, tonumber(oldest[2]) + MINUTE_MS - now)
  end
  redis.call('ZADD', network, now, place)
  redis.call('PEXPIRE', network, MINUTE_MS)
  return 0
end

local reply = {}
for index = 2, #ARGV, 2 do
  reply[#reply + 1] = join(KEYS[tonumber(ARGV[index])], ARGV[index + 1])
end
return reply
