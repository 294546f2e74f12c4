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

-- `number` is nil for a ticket that is not drawn yet, `draw` and `index` where there is none.
local function isInWave(lane, number, draw, index)
  local field, at = lane == 'priority' and 'revokedPriority' or 'revokedNumbers', number
  if not number then
    field, at = 'revokedTickets', index
  end
  for _, wave in ipairs(at and revokedWaves(field) or {}) do
    if (number or wave.draw == draw) and wave.from <= at and at <= wave.to then
      return true
    end
  end
  return false
end
