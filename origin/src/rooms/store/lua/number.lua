--[[
  Writes the next tickets of a closed draw into the line, in the order that the origin has computed. Does nothing
  where another origin was faster.

  ARGV[1] the draw   ARGV[2] numbered up to, as `advance` said   ARGV[3…] indexes in the order of their numbers

  Returns {'closed'} or {'ok', numbered up to}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
if state.numbering ~= tonumber(ARGV[1]) or state.numberedUpTo ~= tonumber(ARGV[2]) then
  return { 'ok', state.numberedUpTo or 0 }
end
local slot = 0
for _, draw in ipairs(cjson.decode(redis.call('HGET', STATE, 'draws'))) do
  if draw.id == state.numbering then
    slot = draw.slot
  end
end
local number = state.numberedUpTo
for position = 3, #ARGV do
  number = number + 1
  local score = string.format('%.0f', slot * SLOT + tonumber(ARGV[position]))
  -- Nobody where its visitor has left meanwhile.
  for _, place in ipairs(redis.call('ZRANGEBYSCORE', TICKETS, score, score)) do
    redis.call('ZREM', TICKETS, place)
    redis.call('ZADD', WAITING, number, place)
  end
end
-- The numbers that are left are nobody's: whoever came after the draw does not wait for them.
if redis.call('ZCOUNT', TICKETS, slot * SLOT, slot * SLOT + SLOT - 1) == 0 then
  number = state.numberingEnd
end
redis.call('HSET', STATE, 'numberedUpTo', number)
if number >= state.numberingEnd then
  redis.call('HSET', STATE, 'numbering', 0)
end
return { 'ok', number }
