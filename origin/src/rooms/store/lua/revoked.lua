-- Who may not come in any more, by number or by id.
local function isRevoked(place, lane, number, draw, index)
  return (tonumber(redis.call('ZSCORE', REVOKED, place)) or 0) > now
    or isInWave(lane, number, draw, index)
end

-- A place token outlives the room's sets, so the ending must be remembered for as long as it is valid.
local function rememberRevoked(place, forMs)
  redis.call('ZREMRANGEBYSCORE', REVOKED, '-inf', now)
  redis.call('ZADD', REVOKED, now + forMs, place)
end
