--[[
  Who may not come in any more, by number.

  Waves stand in the state as JSON, `[{"from":1,"to":9,"untilMs":…}]`: there are few. `revokedNumbers` are of the main
  lane; with a whole epoch go `revokedPriority`, numbers of the other lane, and `revokedTickets`, indexes in a `draw`
  that was open. A number is never given twice, in no epoch, nor is a ticket of a draw, so that a wave needs no epoch.
]]
local function revokedWaves(field)
  local json = redis.call('HGET', STATE, field)
  local inForce = {}
  for _, wave in ipairs(json and cjson.decode(json) or {}) do
    if wave.untilMs > now then
      inForce[#inForce + 1] = wave
    end
  end
  return inForce
end

local function isCovered(field, at, draw)
  for _, wave in ipairs(at and revokedWaves(field) or {}) do
    if wave.draw == draw and wave.from <= at and at <= wave.to then
      return true
    end
  end
  return false
end

-- `number` is nil for a ticket that is not drawn yet, `draw` and `index` where there is none. Of a place that shows both,
-- either is enough: the number that a revoked ticket draws is one that no wave knew.
local function isInWave(lane, number, draw, index)
  local ofLane = lane == 'priority' and 'revokedPriority' or 'revokedNumbers'
  return isCovered(ofLane, number, nil) or isCovered('revokedTickets', index, draw)
end
