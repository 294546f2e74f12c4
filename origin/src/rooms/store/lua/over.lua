--[[
  Places that are over, in a room that has lost its memory before. Their tokens of an earlier epoch look as if they had
  been lost with the rest, and would bring them in again: so they are remembered among those who have returned already,
  for as long as such tokens live.
]]
local function isYoungEpoch(epoch, resumeAt)
  return epoch > 1 and now < resumeAt + PLACE_LIFETIME_MS
end

local function rememberOver(places)
  for _, place in ipairs(places) do
    redis.call('ZADD', LAPSED, -now, place)
  end
end
