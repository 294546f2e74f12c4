--[[
  Takes a waiting visitor over into the priority lane, at its end. Safe to run twice: a place that was taken over
  keeps its number, also once it does not wait any more.

  KEYS[11] taken   text: the number that this place got here, for as long as a place lives
  ARGV[1] place id

  Returns {'closed'}, {'ended'} when it does not wait, or {'ok', its number in the priority lane}
]]
local state = not isTakenOver() and loadState()
if not state then
  return { 'closed' }
end
local TAKEN = KEYS[11]
local taken = tonumber(redis.call('GET', TAKEN))
local score = tonumber(redis.call('ZSCORE', WAITING, ARGV[1]))
if taken then
  -- Back in the main lane, after a loss, by the token of before.
  if score and readScore(score) == 'main' then
    redis.call('ZADD', WAITING, scoreOf('priority', taken), ARGV[1])
  end
  return { 'ok', taken }
end
if score and readScore(score) == 'priority' then
  local _, number = readScore(score)
  return { 'ok', number }
end
if redis.call('ZREM', WAITING, ARGV[1]) + redis.call('ZREM', TICKETS, ARGV[1]) == 0 then
  return { 'ended' }
end
local number = redis.call('HINCRBY', STATE, 'priorityIssued', 1)
redis.call('ZADD', WAITING, scoreOf('priority', number), ARGV[1])
redis.call('SET', TAKEN, number, 'PX', PLACE_LIFETIME_MS)
return { 'ok', number }
