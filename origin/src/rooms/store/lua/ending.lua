--[[
  How places end.
]]
-- Takes a place out of the room, wherever it stands, and counts it under `total`.
-- Returns how many places that was, and how many of them held a slot: 0 or 1 each.
local function endPlace(place, total)
  local waited = redis.call('ZREM', WAITING, place) + redis.call('ZREM', TICKETS, place)
  local freed = math.min(1, redis.call('ZREM', CALLED, place) + redis.call('ZREM', ACTIVE, place))
  local lapsed = redis.call('ZREM', LAPSED, place)
  redis.call('ZREM', DOOR, place)
  local ended = math.min(1, waited + freed)
  local known = redis.call('HMGET', STATE, 'epoch', 'resumeAt')
  if isYoungEpoch(tonumber(known[1]) or 0, tonumber(known[2]) or 0) then
    rememberOver({ place })
    -- Nobody knew it: it was inside before the loss, and its slot is kept for nobody any more.
    if ended + lapsed == 0 then
      redis.call('HINCRBY', STATE, 'survivors', -1)
    end
  end
  if ended == 1 then
    redis.call('HINCRBY', STATE, total, 1)
  end
  return ended, freed
end
