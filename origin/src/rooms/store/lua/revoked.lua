--[[
  Who may not come in any more.

  Waves of numbers stand in the state as JSON, `[{"from":1,"to":9,"untilMs":…}]`: there are few.
  A number is never given twice, in no epoch, so that a wave needs no epoch.
]]
local function revokedWaves()
  local json = redis.call('HGET', STATE, 'revokedNumbers')
  local inForce = {}
  for _, wave in ipairs(json and cjson.decode(json) or {}) do
    if wave.untilMs > now then
      inForce[#inForce + 1] = wave
    end
  end
  return inForce
end

-- Waves are of the main lane; `number` is nil for a ticket that is not drawn yet.
local function isInWave(waves, lane, number)
  if lane == 'priority' or number == nil then
    return false
  end
  for _, wave in ipairs(waves) do
    if wave.from <= number and number <= wave.to then
      return true
    end
  end
  return false
end

local function isRevoked(place, lane, number)
  return (tonumber(redis.call('ZSCORE', REVOKED, place)) or 0) > now
    or isInWave(revokedWaves(), lane, number)
end

-- A place token outlives the room's sets, so the ending must be remembered for as long as it is valid.
local function rememberRevoked(place, forMs)
  redis.call('ZREMRANGEBYSCORE', REVOKED, '-inf', now)
  redis.call('ZADD', REVOKED, now + forMs, place)
end
